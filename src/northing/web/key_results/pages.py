"""A key result: will we make it? Its page, its form, and its changes of state."""

from django.urls import path

from northing.web.key_results.reading import history, key_result
from northing.web.key_results.states import dropping, pause, reopening, resumption, target
from northing.web.key_results.writing import edit, new

HERE = "<slug:workspace>/okrs/KR-<int:number>/"

urlpatterns = [
    path("<slug:workspace>/okrs/O-<int:number>/key-results/new/", new, name="key_result_new"),
    path(HERE, key_result, name="key_result"),
    path(HERE + "edit/", edit, name="key_result_edit"),
    path(HERE + "target/", target, name="key_result_target"),
    path(HERE + "pause/", pause, name="key_result_pause"),
    path(HERE + "resumption/", resumption, name="key_result_resumption"),
    path(HERE + "dropping/", dropping, name="key_result_dropping"),
    path(HERE + "reopening/", reopening, name="key_result_reopening"),
    path(HERE + "history/", history, name="key_result_history"),
]
