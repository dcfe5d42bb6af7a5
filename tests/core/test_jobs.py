from datetime import timedelta
from typing import Any

import pytest

from baeumgil.core import clock, jobs, worker
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, NotAllowed, Problem, Refused
from baeumgil.core.jobs import JobState, Lane
from baeumgil.core.models import Job

pytestmark = pytest.mark.django_db

OPERATOR = Actor.operator("test")


@jobs.job("test.add")
def add(a: int, b: int) -> dict[str, object]:
    jobs.progress(1, 2, "half")
    return {"sum": a + b}


@jobs.job("test.refuse")
def refuse() -> None:
    raise Refused("오늘은 안 됩니다.")


@jobs.job("test.invalid")
def invalid() -> None:
    raise Invalid([Problem("bad", "날짜가 아닙니다.", sheet="명단", row=3, column="생년월일")])


@jobs.job("test.long", lane=Lane.LONG)
def take_long() -> None:
    return None


@jobs.job("test.break")
def break_down() -> None:
    raise ZeroDivisionError


def _run_all() -> int:
    return worker.work(until=lambda: False, once=True)


def test_a_job_is_run_once_and_keeps_its_result() -> None:
    job = jobs.enqueue("test.add", actor=OPERATOR, a=2, b=3)
    assert _run_all() == 1
    row = jobs.job_row(actor=OPERATOR, job_id=job, sees_all=True)
    assert (row.state, row.result, row.attempts, row.percent, row.note) == (JobState.DONE, {"sum": 5}, 1, 50, "half")
    assert _run_all() == 0


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("test.refuse", JobState.REFUSED, "오늘은 안 됩니다."),
        ("test.invalid", JobState.REFUSED, "입력한 내용에 고칠 곳이 있습니다."),
        ("test.break", JobState.FAILED, "작업 중 오류가 났습니다. 바뀐 것은 없습니다. 관리자에게 알려 주세요."),
    ],
)
def test_how_a_job_ended_is_told_in_words(name: str, state: JobState, words: str) -> None:
    job = jobs.enqueue(name, actor=OPERATOR)
    _run_all()
    row = jobs.job_row(actor=OPERATOR, job_id=job, sees_all=True)
    assert (row.state, row.failure) == (state, words)


def test_a_refused_job_lists_its_problems_with_their_places() -> None:
    job = jobs.enqueue("test.invalid", actor=OPERATOR)
    _run_all()
    row = jobs.job_row(actor=OPERATOR, job_id=job, sees_all=True)
    assert row.result == {"problems": ["시트 '명단' 3행 '생년월일' 열: 날짜가 아닙니다."]}


def test_the_same_key_waits_once_and_may_be_queued_again_after_the_start() -> None:
    first = jobs.enqueue("test.add", actor=OPERATOR, unique_key="k", a=1, b=1)
    assert jobs.enqueue("test.add", actor=OPERATOR, unique_key="k", a=1, b=1) == first
    assert jobs.claim("somebody") is not None
    assert jobs.enqueue("test.add", actor=OPERATOR, unique_key="k", a=1, b=1) != first


def test_a_job_for_later_waits() -> None:
    jobs.enqueue("test.add", actor=OPERATOR, delay=timedelta(hours=1), a=1, b=1)
    assert _run_all() == 0
    with clock.fixed(clock.now() + timedelta(hours=2)):
        assert jobs.claim("later") is not None


def test_a_short_job_never_waits_behind_a_long_one() -> None:
    long, short = jobs.enqueue("test.long", actor=OPERATOR), jobs.enqueue("test.add", actor=OPERATOR, a=1, b=1)
    first, then = jobs.claim("short", Lane.SHORT), jobs.claim("short", Lane.SHORT)
    assert (first and first.pk, then) == (short, None)
    last = jobs.claim("long", Lane.LONG)
    assert (last and last.pk, jobs.claim("long", Lane.LONG)) == (long, None)


def test_a_waiting_job_can_be_run_here_and_only_it() -> None:
    other, wanted = (jobs.enqueue("test.add", actor=OPERATOR, a=1, b=b) for b in (1, 2))
    assert worker.run_here(wanted)
    assert not worker.run_here(wanted)
    states = {job: jobs.job_row(actor=OPERATOR, job_id=job, sees_all=True).state for job in (other, wanted)}
    assert states == {other: JobState.QUEUED, wanted: JobState.DONE}


def _claimed(attempts: int, worker_name: str) -> Job:
    return Job.objects.create(
        name="test.add",
        arguments={"a": 1, "b": 1},
        state=JobState.RUNNING,
        worker=worker_name,
        attempts=attempts,
        requested_at=clock.now(),
        run_after=clock.now(),
        heartbeat_at=clock.now(),
    )


def _state_after_sweep(row: Job, is_alive: Any, silence: timedelta = timedelta(seconds=60)) -> str:
    jobs.put_back_abandoned(is_alive, clock.now() - silence)
    row.refresh_from_db()
    return row.state


def test_a_dead_workers_job_is_taken_up_again() -> None:
    assert _state_after_sweep(_claimed(1, "gone"), lambda _: False) == JobState.QUEUED
    assert _run_all() == 1


def test_a_living_workers_job_is_left_alone_however_long_it_takes() -> None:
    assert _state_after_sweep(_claimed(1, "here"), lambda _: True, timedelta(seconds=-60)) == JobState.RUNNING


def test_a_worker_elsewhere_is_judged_by_its_silence() -> None:
    assert _state_after_sweep(_claimed(1, "elsewhere"), lambda _: None) == JobState.RUNNING
    assert _state_after_sweep(_claimed(1, "elsewhere"), lambda _: None, timedelta(seconds=-60)) == JobState.QUEUED


def test_after_three_tries_a_job_has_failed() -> None:
    assert _state_after_sweep(_claimed(3, "gone"), lambda _: False) == JobState.FAILED


def test_this_process_is_alive_and_another_start_of_the_same_number_is_not() -> None:
    name = worker.name_of_this_worker()
    host, process, _ = name.split("|")
    assert worker.is_alive(name) is True
    assert worker.is_alive(f"{host}|{process}|1") is False
    assert worker.is_alive(f"{host}|999999999|1") is False
    assert worker.is_alive("another-host|1|1") is None


def test_only_who_asked_or_who_sees_all_may_look_at_a_job() -> None:
    job = jobs.enqueue("test.add", actor=OPERATOR, a=1, b=1)
    with pytest.raises(NotAllowed):
        jobs.job_row(actor=Actor.nobody(), job_id=job, sees_all=False)
