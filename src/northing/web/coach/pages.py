"""The writing coach: what it says while somebody types, and the findings that somebody lets stand."""

from django.urls import path

from northing.web.coach.typing import key_result, objective
from northing.web.coach.waiving import ending, key_result_waiver, objective_waiver, team_waiver

HERE = "<slug:workspace>/"

urlpatterns = [
    path(HERE + "coach/key-result/", key_result, name="coach_key_result"),
    path(HERE + "coach/objective/", objective, name="coach_objective"),
    path(HERE + "okrs/KR-<int:number>/waivers/<slug:code>/", key_result_waiver,
         name="key_result_waiver"),
    path(HERE + "okrs/O-<int:number>/waivers/<slug:code>/", objective_waiver,
         name="objective_waiver"),
    path(HERE + "teams/<slug:team>/waivers/<slug:code>/", team_waiver, name="team_waiver"),
    path(HERE + "waivers/<int:waiver>/ending/", ending, name="waiver_ending"),
]  # fmt: skip
