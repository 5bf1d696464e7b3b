"""An objective: why, where its key results stand, what it supports, and its way from draft to closed."""

from django.urls import path

from northing.web.objectives.guarding import guards
from northing.web.objectives.links import alignments
from northing.web.objectives.reading import history, objective
from northing.web.objectives.states import agreement, cancellation, closure, proposal, reopening
from northing.web.objectives.writing import edit, new

HERE = "<slug:workspace>/okrs/O-<int:number>/"

urlpatterns = [
    path("<slug:workspace>/okrs/new/", new, name="objective_new"),
    path(HERE, objective, name="objective"),
    path(HERE + "edit/", edit, name="objective_edit"),
    path(HERE + "proposal/", proposal, name="objective_proposal"),
    path(HERE + "agreement/", agreement, name="objective_agreement"),
    path(HERE + "closure/", closure, name="objective_closure"),
    path(HERE + "cancellation/", cancellation, name="objective_cancellation"),
    path(HERE + "reopening/", reopening, name="objective_reopening"),
    path(HERE + "alignments/", alignments, name="objective_alignments"),
    path(HERE + "guards/", guards, name="objective_guards"),
    path(HERE + "history/", history, name="objective_history"),
]
