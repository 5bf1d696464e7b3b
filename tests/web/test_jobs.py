"""What runs by itself, through the doors: admins see and steer it, nobody else knows of it."""

import json
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from northing.actions import queue
from northing.actions.queue import Standard
from northing.cli import main
from northing.kit import clock
from tests.cast import NOW, Cast, bearer, client_for

SWEEP = Standard("sweep", "northing.jobs.outlooks.sweep", "daily 00:05")
TIDY = Standard("tidy", "northing.jobs.tidying.tidy", "daily 03:40", of_all=True)
HERE = "/kestrel/settings/jobs/"
API = "/api/v1/kestrel/jobs"


def failed(cast: Cast, *, dead: bool = True, of_all: bool = False) -> UUID:
    """A job that failed once, or for good."""
    if of_all:
        queue.enqueue(TIDY.task)
    else:
        queue.enqueue(SWEEP.task, workspace=cast.ada.workspace)
    job = queue.claim("a worker")
    assert job is not None
    trace = "Traceback …\n  File secret.py\nOSError: the disk /data is full <b>"
    queue.failed(job, OSError(), trace, clock.real())
    if dead:
        DBTaskResult.objects.filter(pk=job.id).update(status=queue.FAILED)
    return job.id


@pytest.fixture
def scheduled(cast: Cast) -> Cast:
    queue.keep_standard([SWEEP, TIDY], NOW)
    return cast


def test_an_admin_sees_schedules_and_what_failed_with_its_reason(scheduled: Cast) -> None:
    failed(scheduled)
    page = client_for(scheduled.ada).get(HERE).content.decode()
    assert "every day at 00:05" in page
    assert "every day at 03:40 UTC" in page
    assert "OSError: the disk /data is full &lt;b&gt;" in page
    assert "secret.py" not in page, "the trace is the operator's"
    assert "nobody is at work" in page


def test_why_work_for_all_failed_is_told_on_the_machine_alone(
    scheduled: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    failed(scheduled, of_all=True)
    page = client_for(scheduled.ada).get(HERE).content.decode()
    assert "disk" not in page
    assert "northing job list" in page
    assert main(["job", "list", "--workspace", "kestrel", "--json"]) == 0
    assert "disk" in capsys.readouterr().out


def test_work_for_all_is_steered_on_the_machine_alone(scheduled: Cast) -> None:
    job, client = failed(scheduled, of_all=True), client_for(scheduled.ada)
    page = client.get(HERE).content.decode()
    assert "failed" in page
    assert str(job) not in page
    assert 'value="tidy"' not in page
    assert client.post(HERE, {"schedule": "tidy"}).status_code == 404
    for path in (f"{HERE}{job}/attempt/", f"{HERE}{job}/dropping/"):
        assert client.post(path).status_code == 404
    assert client.get(f"{HERE}{job}/dropping/").status_code == 404
    assert DBTaskResult.objects.get().status == queue.FAILED
    assert main(["job", "again", str(job), "--workspace", "kestrel"]) == 0


@pytest.mark.parametrize("who", ["lea", "max", "vera"])
def test_nobody_else_sees_or_steers_it(scheduled: Cast, who: str) -> None:
    job = failed(scheduled)
    client = client_for(getattr(scheduled, who))
    assert client.get(HERE).status_code == 404
    assert HERE not in client.get("/kestrel/settings/").content.decode()
    assert client.post(HERE, {"schedule": "sweep"}).status_code == 403
    assert client.post(f"{HERE}{job}/attempt/").status_code == 403
    assert client.post(f"{HERE}{job}/dropping/").status_code == 403
    assert client.get(f"{HERE}{job}/dropping/").status_code == 404
    assert DBTaskResult.objects.get().status == queue.FAILED


def test_jobs_of_another_workspace_are_not_there(scheduled: Cast) -> None:
    queue.enqueue(SWEEP.task, workspace=scheduled.otto.workspace)
    job = queue.claim("a worker")
    assert job is not None
    DBTaskResult.objects.update(status=queue.FAILED, traceback="their secret")
    client = client_for(scheduled.ada)
    assert "their secret" not in client.get(HERE).content.decode()
    for path in (
        f"{HERE}{job.id}/attempt/",
        f"{HERE}{job.id}/dropping/",
        f"{HERE}{uuid4()}/attempt/",
    ):
        assert client.post(path).status_code == 404
    assert DBTaskResult.objects.get().status == queue.FAILED


def test_a_dead_job_is_tried_again_by_page_api_and_command(scheduled: Cast) -> None:
    headers = bearer(scheduled.ada, "read", "write")

    def by_page(job: UUID) -> None:
        assert client_for(scheduled.ada).post(f"{HERE}{job}/attempt/").status_code == 302

    def by_api(job: UUID) -> None:
        assert Client().post(f"{API}/{job}/attempt", headers=headers).status_code == 201

    def by_command(job: UUID) -> None:
        assert main(["job", "again", str(job), "--workspace", "kestrel"]) == 0

    for door in (by_page, by_api, by_command):
        job = failed(scheduled)
        door(job)
        found = queue.claim("another")
        assert found is not None
        assert (found.id, found.attempt) == (job, 1)
        queue.done(found)


def test_a_job_that_waits_for_its_next_attempt_may_run_at_once(scheduled: Cast) -> None:
    job = failed(scheduled, dead=False)
    assert "to be tried again" in client_for(scheduled.ada).get(HERE).content.decode()
    assert queue.claim("x") is None
    client_for(scheduled.ada).post(f"{HERE}{job}/attempt/")
    assert queue.claim("x") is not None


def test_a_dead_job_is_let_go_after_a_question(scheduled: Cast) -> None:
    client, job = client_for(scheduled.ada), failed(scheduled)
    assert "go?" in client.get(f"{HERE}{job}/dropping/").content.decode()
    assert DBTaskResult.objects.count() == 1
    assert client.post(f"{HERE}{job}/dropping/").status_code == 302
    assert DBTaskResult.objects.count() == 0
    headers = bearer(scheduled.ada, "read", "write")
    assert Client().delete(f"{API}/{failed(scheduled)}", headers=headers).status_code == 200
    assert main(["job", "drop", str(failed(scheduled)), "--workspace", "kestrel"]) == 0
    assert Client().delete(f"{API}/{uuid4()}", headers=headers).status_code == 404


def test_a_schedule_runs_now_once(scheduled: Cast) -> None:
    client = client_for(scheduled.ada)
    assert client.post(HERE, {"schedule": "sweep", "key": "k1"}).status_code == 302
    assert client.post(HERE, {"schedule": "sweep", "key": "k1"}).status_code == 302
    assert DBTaskResult.objects.count() == 1
    headers = bearer(scheduled.ada, "read", "write")
    body = json.dumps({"schedule": "sweep"})
    asked = Client().post(API, body, content_type="application/json", headers=headers)
    assert asked.status_code == 409
    body = json.dumps({"schedule": "nothing"})
    asked = Client().post(API, body, content_type="application/json", headers=headers)
    assert asked.status_code == 404
    assert main(["job", "run", "tidy", "--workspace", "kestrel"]) == 0
    job = queue.claim("x")
    assert job is not None
    job.call()
    listed = Client().get(API, headers=headers).json()
    assert {s["name"]: s["state"] for s in listed["schedules"]} == {
        "sweep": "running", "tidy": "waiting",
    }  # fmt: skip


def test_the_sweep_judges_every_workspace(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from northing.jobs import outlooks
    from northing.queries.overview_health import swept_on

    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    assert swept_on(cast.ada.workspace) is None
    outlooks.sweep.call(workspace=cast.ada.workspace)
    assert swept_on(cast.ada.workspace) == NOW.date()
    assert swept_on(cast.otto.workspace) is None
    outlooks.sweep.call(workspace=999_999)
