import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.jobs import HANDLERS, JobState
from baeumgil.core.models import Job
from baeumgil.doors.web.jobs.job import NAMES
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db


def a_job(state: JobState, *, account: int | None = None, **more: object) -> int:
    moment = clock.now()
    values: dict[str, object] = {
        "name": "people.check_roster",
        "state": state,
        "requested_by": account,
        "requested_at": moment,
        "run_after": moment,
        **more,
    }
    if state not in {JobState.QUEUED, JobState.RUNNING}:
        values["ended_at"] = moment
    return Job.objects.create(**values).pk


def test_a_running_job_shows_its_progress_with_and_without_script(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    number = a_job(JobState.RUNNING, done=30, total=120, note="명단을 읽는 중")
    page = client.get(f"/jobs/{number}").content.decode()
    assert 'http-equiv="refresh"' in page
    assert 'hx-trigger="every 1s"' in page
    assert 'value="25"' in page
    assert "명단을 읽는 중" in page
    polled = client.get(f"/jobs/{number}", headers={"HX-Request": "true"})
    assert polled.status_code == 200
    assert "<html" not in polled.content.decode()


def test_a_finished_job_leads_on_and_ends_the_polling(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    number = a_job(JobState.DONE, result={"roster_import": 7})
    assert 'href="/imports/7"' in client.get(f"/jobs/{number}").content.decode()
    polled = client.get(f"/jobs/{number}", headers={"HX-Request": "true"})
    assert (polled.status_code, polled["HX-Redirect"]) == (286, "/imports/7")


def test_a_refused_job_says_why_and_what(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    number = a_job(
        JobState.REFUSED, failure="명단에 고칠 곳이 있습니다.", result={"problems": ["3행: 사번이 없습니다."]}
    )
    page = client.get(f"/jobs/{number}").content.decode()
    assert "명단에 고칠 곳이 있습니다." in page
    assert "3행: 사번이 없습니다." in page


def test_who_asked_may_look(client: Client) -> None:
    somebody = signed_in(client, Role.LIAISON)
    assert client.get(f"/jobs/{a_job(JobState.QUEUED, account=somebody.account)}").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.INSTRUCTOR])
def test_other_peoples_jobs_are_nobodys_business(client: Client, role: Role) -> None:
    signed_in(client, role)
    assert client.get(f"/jobs/{a_job(JobState.QUEUED)}").status_code == 403


def test_an_unknown_job_is_not_found(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/jobs/999").status_code == 404


def test_every_job_has_a_name_in_words() -> None:
    ours = {name for name in HANDLERS if not name.startswith("test.")}  # other tests make jobs of their own
    assert sorted(ours - set(NAMES)) == []
