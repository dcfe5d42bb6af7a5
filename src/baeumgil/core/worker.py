"""The worker: `baeumgil work` and the one beside the web server run this loop."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import close_old_connections, connection
from django.db.utils import DatabaseError

from baeumgil.core import clock, jobs
from baeumgil.core.errors import Invalid, Refusal
from baeumgil.core.jobs import JobId, JobState, Lane
from baeumgil.core.models import Job
from baeumgil.core.said import Said, kept

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
HEARTBEAT_SECONDS = 10.0
SILENCE = timedelta(seconds=60)
BROKE = Said(
    "작업 중 오류가 났습니다. 바뀐 것은 없습니다. 관리자에게 알려 주세요.",
    "Something went wrong during the work. Nothing was changed. Please tell the system administrator.",
)


def name_of_this_worker() -> str:
    """Host, process and the process's start, so that a reused number is not taken for the same worker."""
    return f"{socket.gethostname()}|{os.getpid()}|{_started(os.getpid())}"


def is_alive(worker: str) -> bool | None:
    """True or False for a worker on this machine, None for one elsewhere."""
    host, _, rest = worker.partition("|")
    number, _, started = rest.partition("|")
    if host != socket.gethostname() or not number.isdigit():
        return None
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return None
    return _started(int(number)) == started


def _started(process: int) -> str:
    """Clock ticks between boot and the start of a process; empty where the system does not tell."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[19]


def work(*, until: Callable[[], bool], once: bool = False, lane: Lane | None = None) -> int:
    """Run jobs of a lane (None: any) until told to stop; with `once`, until none is waiting. How many were run."""
    name, count = name_of_this_worker(), 0
    while not until():
        try:
            if not connection.in_atomic_block:  # else it belongs to whoever opened the transaction
                close_old_connections()
            jobs.put_back_abandoned(is_alive, clock.now() - SILENCE)
            claimed = jobs.claim(name, lane)
        except DatabaseError:
            logger.exception("the queue cannot be read; trying again")
            claimed = None
        if claimed is not None:
            run(claimed)
            count += 1
        elif once:
            break
        else:
            threading.Event().wait(IDLE_SECONDS)
    return count


def run_here(job: JobId) -> bool:
    """Run a waiting job in this process, now; False when somebody else has taken it."""
    claimed = jobs.claim(name_of_this_worker(), only=job)
    if claimed is not None:
        run(claimed)
    return claimed is not None


def run(row: Job) -> None:
    """Run one claimed job and write down how it ended."""
    token = jobs._current.set(row.pk)  # noqa: SLF001  the worker is the other half of the jobs module
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(row.pk, row.worker, stop), daemon=True)
    beat.start()
    state, result, failure = JobState.DONE, {}, ""
    try:
        result = dict(jobs.HANDLERS[row.name](**row.arguments) or {})
    except Invalid as refusal:
        state, failure = JobState.REFUSED, refusal.text
        result = {"failure": kept(failure), "problems": [kept(problem.sentence()) for problem in refusal.problems]}
    except Refusal as refusal:
        state, failure = JobState.REFUSED, refusal.text
        result = {"failure": kept(failure)}
    except Exception:
        logger.exception("job %s (%s) failed", row.pk, row.name)
        state, failure = JobState.FAILED, BROKE
        result = {"failure": kept(failure)}
    finally:
        stop.set()
        beat.join(timeout=HEARTBEAT_SECONDS)
        jobs._current.reset(token)  # noqa: SLF001  as above
    Job.objects.filter(pk=row.pk, worker=row.worker, state=JobState.RUNNING).update(
        state=state, result=result, failure=failure[:1000], ended_at=clock.now()
    )


def _beat(pk: int, worker: str, stop: threading.Event) -> None:
    """Sign of life while a job runs; a locked database only delays it."""
    while not stop.wait(HEARTBEAT_SECONDS):
        try:
            Job.objects.filter(pk=pk, worker=worker).update(heartbeat_at=clock.now())
        except DatabaseError:
            logger.debug("heartbeat of job %s waits for the database", pk)
    connection.close()
