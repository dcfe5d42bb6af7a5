from datetime import date
from pathlib import Path

import pytest

from baeumgil.core import worker
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.jobs import JobState, job_row
from baeumgil.core.models import Job
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.roster import roster_import
from baeumgil.stages.people.services.roster import queue_roster_apply, queue_roster_check
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import RosterState, UnitKind
from tests.build import a_roster_file, a_roster_row, a_unit, an_actor, the_operator

DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    seed_policies(actor=the_operator())
    a_unit("총무과", parent=a_unit("한강시", kind=UnitKind.BODY))


def run_all() -> None:
    worker.work(until=lambda: False, once=True)


def test_a_big_file_is_checked_and_applied_by_the_worker(tmp_path: Path) -> None:
    office = an_actor(Role.TRAINING_OFFICE, account=3)
    path = a_roster_file(tmp_path, [a_roster_row()])
    job = queue_roster_check(actor=office, file_name="명단.csv", path=path, as_of=DAY)
    run_all()
    row = job_row(actor=office, job_id=job, sees_all=False)
    assert (row.state, path.exists()) == (JobState.DONE, False)
    made = roster_import(actor=office, roster_import=int(str(row.result["roster_import"])))
    assert made.state is RosterState.READY
    applying = queue_roster_apply(actor=office, roster_import=made.id, preview_digest=made.preview_digest)
    run_all()
    assert job_row(actor=office, job_id=applying, sees_all=False).state is JobState.DONE
    assert Person.objects.count() == 1


def test_a_job_that_runs_twice_applies_once(tmp_path: Path) -> None:
    office = an_actor(Role.TRAINING_OFFICE)
    queue_roster_check(actor=office, file_name="명단.csv", path=a_roster_file(tmp_path, [a_roster_row()]), as_of=DAY)
    run_all()
    made = roster_import(actor=office, roster_import=int(Job.objects.get().result["roster_import"]))
    for _ in range(2):
        queue_roster_apply(actor=office, roster_import=made.id, preview_digest=made.preview_digest)
        run_all()
    states = Job.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [JobState.DONE] * 3
    assert Person.objects.count() == 1


def test_a_file_that_is_no_roster_ends_the_job_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "명단.xlsx"
    path.write_bytes(b"nothing")
    queue_roster_check(actor=the_operator(), file_name="명단.xlsx", path=path, as_of=DAY)
    run_all()
    job = Job.objects.get()
    assert (job.state, len(job.result["problems"]), path.exists()) == (JobState.REFUSED, 1, False)


def test_only_the_office_queues(tmp_path: Path) -> None:
    path = a_roster_file(tmp_path, [a_roster_row()])
    with pytest.raises(NotAllowed):
        queue_roster_check(actor=an_actor(Role.AUDITOR), file_name="명단.csv", path=path, as_of=DAY)
    assert Job.objects.count() == 0
