"""작업. Slow or outward work as rows in the product's own database.

A job is queued in the transaction that asked for it, so it commits or rolls back with the
business rows. `baeumgil work` runs it and may run it twice, so jobs are idempotent.
See docs/decisions/jobs-table.md for why no queue library is used.
"""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from django.db import connection, transaction
from django.db.models import F, Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, NotFound
from baeumgil.core.models import Job
from baeumgil.core.said import Said, again, kept

JobId = NewType("JobId", int)

MOST_ATTEMPTS = 3
STOP = "stop"
"""The argument of a job that was asked to stop; its entry point takes it like any other."""
GIVEN_UP = Said(
    "작업이 여러 번 중단되었습니다. 관리자에게 알려 주세요.",
    "The work was interrupted several times. Please tell the system administrator.",
)


class Lane(StrEnum):
    """Which worker takes a job: those that end in seconds never wait behind one that takes minutes."""

    SHORT = "short"
    LONG = "long"


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as pages and commands show it. `done` of `total` steps; `total` 0 means unknown."""

    id: JobId
    name: str
    state: JobState
    arguments: Mapping[str, object]
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    done: int
    total: int
    note: str
    result: Mapping[str, object]
    failure: str

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen."""
        return self.state in {JobState.DONE, JobState.FAILED, JobState.REFUSED}

    @property
    def percent(self) -> int | None:
        """Progress from 0 to 100, None when unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None


HANDLERS: dict[str, Callable[..., Mapping[str, object] | None]] = {}
_LONG: set[str] = set()


def job(
    name: str, *, lane: Lane = Lane.SHORT
) -> Callable[[Callable[..., Mapping[str, object] | None]], Callable[..., Mapping[str, object] | None]]:
    """Name a background entry point. It takes plain JSON values and returns a JSON result."""

    def decorate(
        function: Callable[..., Mapping[str, object] | None],
    ) -> Callable[..., Mapping[str, object] | None]:
        HANDLERS[name] = function
        if lane is Lane.LONG:
            _LONG.add(name)
        return function

    return decorate


def enqueue(
    name: str,
    *,
    actor: Actor,
    unique_key: str | None = None,
    delay: timedelta = timedelta(0),
    **arguments: object,
) -> JobId:
    """Queue a job inside the present transaction.

    With a `unique_key`, a job of that key which is still queued is returned instead of a second one; the key is freed
    when the job starts, so that a change made meanwhile queues another run. What holds, whoever asks at once:

    - Nobody fails because somebody else asks for the same key: the later one waits until the earlier transaction
      has ended, and then has its job or queues one.
    - No change is missed: a job that was found queued is kept from starting until the present transaction ends
      (`claim` passes locked rows), so it sees what the asker wrote. SQLite writes one transaction at a time anyway.

    Two transactions that ask for several keys in different orders may wait for each other: ask late, keys in order.
    """
    moment = clock.now()
    if unique_key is not None and (waiting := _still_queued(unique_key)) is not None:
        return waiting
    row = Job(
        name=name,
        arguments=arguments,
        unique_key=unique_key,
        state=JobState.QUEUED,
        requested_by=actor.account,
        requested_label=actor.label,
        requested_at=moment,
        run_after=moment + delay,
    )
    if unique_key is None:
        row.save(force_insert=True)
    else:
        # Where another transaction was quicker, its job is taken and locked: only a queued job has a key, and no
        # worker has it, so that this writes what is there already.
        Job.objects.bulk_create([row], update_conflicts=True, unique_fields=["unique_key"], update_fields=["worker"])
    return JobId(row.pk)


def _still_queued(unique_key: str) -> JobId | None:
    """The queued job of this key, kept from starting until the transaction ends; others may ask for it as well.

    Django knows no shared row lock, and an exclusive one would let everybody who asks wait for one another.
    """
    if connection.vendor != "postgresql" or not connection.in_atomic_block:
        found = Job.objects.filter(unique_key=unique_key, state=JobState.QUEUED).values_list("pk", flat=True).first()
        return None if found is None else JobId(found)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM core_job WHERE unique_key = %s AND state = %s FOR SHARE",
            [unique_key, JobState.QUEUED.value],
        )
        held = cursor.fetchone()
    return None if held is None else JobId(held[0])


_current: ContextVar[int | None] = ContextVar("current_job", default=None)


def progress(done: int, total: int, note: str = "") -> None:
    """Say how far the running job is. Call it between transactions: inside one it shows only at its end."""
    current = _current.get()
    if current is not None:
        Job.objects.filter(pk=current).update(done=done, total=total, note=note[:200], heartbeat_at=clock.now())


def ask_to_stop(job_id: JobId) -> bool:
    """Ask a job to end with what it has; False if it has ended. Only jobs that look for this heed it."""
    row = Job.objects.select_for_update().filter(pk=job_id, state__in=(JobState.QUEUED, JobState.RUNNING)).first()
    if row is not None:
        row.arguments = {**row.arguments, STOP: True}
        row.save(update_fields=["arguments"])
    return row is not None


def is_asked_to_stop() -> bool:
    """Whether somebody asked the running job to end with what it has."""
    current = _current.get()
    arguments = (
        Job.objects.filter(pk=current).values_list("arguments", flat=True).first() if current is not None else {}
    )
    return bool((arguments or {}).get(STOP))


def on_behalf(reason: str) -> Actor:
    """The worker acting for whoever asked for the running job: trusted as the worker, named as the asker.

    Outside a job it is the worker itself.
    """
    worker = Actor.system(reason=reason)
    current = _current.get()
    jobs = Job.objects.filter(pk=current).values_list("requested_by", "requested_label") if current is not None else ()
    asked = next(iter(jobs), None)
    if asked is None:
        return worker
    account, label = asked
    return replace(worker, account=account, label=label or worker.label)


def job_row(*, actor: Actor, job_id: JobId, sees_all: bool) -> JobRow:
    """One job; only who asked for it, or who sees all jobs, may look."""
    row = Job.objects.filter(pk=job_id).first()
    if row is None:
        raise NotFound(Said("그런 작업이 없습니다.", "There is no such piece of work."))
    if not (sees_all or actor.is_trusted or (actor.account is not None and row.requested_by == actor.account)):
        raise NotAllowed
    return as_row(row)


def job_rows(
    *,
    actor: Actor,
    sees_all: bool,
    names: Sequence[str] = (),
    is_over: bool | None = None,
    is_due: bool = False,
    limit: int = 20,
) -> list[JobRow]:
    """Jobs, the newest first: the actor's own, or everybody's for who sees all.

    `names` and `is_over` narrow them; `is_due` leaves out those put off until later.
    """
    jobs = Job.objects.order_by("-requested_at", "-pk")
    if not (sees_all or actor.is_trusted):
        jobs = jobs.filter(requested_by=actor.account) if actor.account is not None else jobs.none()
    if names:
        jobs = jobs.filter(name__in=names)
    if is_over is not None:
        over = Q(state__in=[state.value for state in JobState if state not in {JobState.QUEUED, JobState.RUNNING}])
        jobs = jobs.filter(over if is_over else ~over)
    if is_due:
        jobs = jobs.filter(run_after__lte=clock.now())
    return [as_row(row) for row in jobs[:limit]]


def as_row(row: Job) -> JobRow:
    """The record as a row."""
    return JobRow(
        id=JobId(row.pk),
        name=row.name,
        state=JobState(row.state),
        arguments=row.arguments,
        requested_at=row.requested_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        attempts=row.attempts,
        done=row.done,
        total=row.total,
        note=row.note,
        result=_result(row),
        failure=again(row.result.get("failure", row.failure)),
    )


def _result(row: Job) -> dict[str, object]:
    """What the job gave back; the problems of a refusal with their English."""
    if row.state != JobState.REFUSED:
        return {name: value for name, value in row.result.items() if name != "failure"}
    return {"problems": [again(text) for text in row.result["problems"]]} if "problems" in row.result else {}


def claim(worker: str, lane: Lane | None = None, only: JobId | None = None) -> Job | None:
    """Take the oldest waiting job of a lane (None: of any), or none. Two workers never get the same one.

    With `only`, that job or none.
    """
    moment = clock.now()
    is_long = Q(name__in=sorted(_LONG))
    mine = Q() if lane is None else is_long if lane is Lane.LONG else ~is_long
    if only is not None:
        mine &= Q(pk=only)
    with transaction.atomic():
        candidate = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(mine, state=JobState.QUEUED, run_after__lte=moment)
            .order_by("run_after", "pk")
            .first()
        )
        if candidate is None:
            return None
        taken = Job.objects.filter(pk=candidate.pk, state=JobState.QUEUED).update(
            state=JobState.RUNNING,
            worker=worker,
            unique_key=None,
            attempts=F("attempts") + 1,
            started_at=moment,
            heartbeat_at=moment,
            done=0,
            total=0,
            note="",
        )
    return Job.objects.get(pk=candidate.pk) if taken else None


def put_back_abandoned(is_alive: Callable[[str], bool | None], silent_since: datetime) -> int:
    """Queue again what a dead or silent worker left behind; after three tries it has failed.

    `is_alive` tells of a worker by its name: False certainly dead, True certainly alive, None
    unknown (another machine): then silence decides.
    """
    count = 0
    for row in Job.objects.filter(state=JobState.RUNNING).only("pk", "worker", "attempts", "heartbeat_at"):
        alive = is_alive(row.worker)
        if alive or (alive is None and row.heartbeat_at is not None and row.heartbeat_at > silent_since):
            continue
        is_last = row.attempts >= MOST_ATTEMPTS
        count += Job.objects.filter(
            Q(heartbeat_at=row.heartbeat_at), pk=row.pk, state=JobState.RUNNING, worker=row.worker
        ).update(
            state=JobState.FAILED if is_last else JobState.QUEUED,
            ended_at=clock.now() if is_last else None,
            failure=GIVEN_UP if is_last else "",
            result={"failure": kept(GIVEN_UP)} if is_last else {},
            worker="",
        )
    return count
