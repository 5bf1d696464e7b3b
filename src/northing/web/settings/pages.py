"""Settings: the workspace, its teams, people and cycles, and one's own tokens. Everybody sees the lists."""

from django.urls import path

from northing.web.settings.coach import coach, team_coach
from northing.web.settings.cycles import cycle, cycle_closure, cycles
from northing.web.settings.handovers import handover, leaving, reactivation
from northing.web.settings.jobs import attempt, dropping, jobs
from northing.web.settings.people import people, person, person_invitation
from northing.web.settings.team_changes import archiving, merge, unarchiving
from northing.web.settings.teams import team, team_people, team_person, teams
from northing.web.settings.tokens import token_revocation, tokens
from northing.web.settings.workspace import workspace

HERE = "<slug:workspace>/settings/"

urlpatterns = [
    path(HERE, workspace, name="settings"),
    path(HERE + "teams/", teams, name="settings_teams"),
    path(HERE + "teams/<int:team>/", team, name="settings_team"),
    path(HERE + "teams/<int:team>/people/", team_people, name="settings_team_people"),
    path(HERE + "teams/<int:team>/people/<int:person>/", team_person, name="settings_team_person"),
    path(HERE + "teams/<int:team>/coach/", team_coach, name="settings_team_coach"),
    path(HERE + "teams/<int:team>/archiving/", archiving, name="settings_team_archiving"),
    path(HERE + "teams/<int:team>/unarchiving/", unarchiving, name="settings_team_unarchiving"),
    path(HERE + "teams/<int:team>/merge/", merge, name="settings_team_merge"),
    path(HERE + "people/", people, name="settings_people"),
    path(HERE + "people/<int:person>/", person, name="settings_person"),
    path(
        HERE + "people/<int:person>/invitation/", person_invitation,
        name="settings_person_invitation",
    ),
    path(HERE + "people/<int:person>/handover/", handover, name="settings_person_handover"),
    path(HERE + "people/<int:person>/leaving/", leaving, name="settings_person_leaving"),
    path(
        HERE + "people/<int:person>/reactivation/", reactivation,
        name="settings_person_reactivation",
    ),
    path(HERE + "cycles/", cycles, name="settings_cycles"),
    path(HERE + "cycles/<int:cycle>/", cycle, name="settings_cycle"),
    path(HERE + "cycles/<int:cycle>/closure/", cycle_closure, name="settings_cycle_closure"),
    path(HERE + "coach/", coach, name="settings_coach"),
    path(HERE + "jobs/", jobs, name="settings_jobs"),
    path(HERE + "jobs/<uuid:job>/attempt/", attempt, name="settings_job_attempt"),
    path(HERE + "jobs/<uuid:job>/dropping/", dropping, name="settings_job_dropping"),
    path(HERE + "tokens/", tokens, name="settings_tokens"),
    path(HERE + "tokens/<int:token>/revocation/", token_revocation, name="settings_token_revocation"),
]  # fmt: skip
