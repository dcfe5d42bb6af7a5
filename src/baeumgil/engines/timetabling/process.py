"""A solving in its own process group: listened to, stopped with its best plan, or killed.

Solvers overrun their limits and die hard; here neither harms whoever asked. The child says in JSON lines how far it
is; whatever happens to it, the last best plan it spoke of is still there.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal

import baeumgil
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import Placement, PlanStatus, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.progress import Progress
from baeumgil.engines.timetabling.reading import read_plan
from baeumgil.engines.timetabling.writing import digest_of, problem_as_json

Kind = Literal["year", "repair", "explain", "bound"]

OVERRUN = 20.0
"""So many seconds beyond its own limit a solver may still be writing its answer."""
STOPPING = 15.0
"""So many seconds a solver has to answer with its best after it was asked to stop."""
LONGEST_COMPLAINT = 2000


@dataclass(frozen=True, slots=True)
class Message:
    """One line the solver said: `progress`, `plan`, `bound`, `explained` or `fault`, and its facts."""

    kind: str
    facts: Mapping[str, Any]

    @property
    def progress(self) -> Progress | None:
        """How far it is, if that is what it said."""
        if self.kind != "progress":
            return None
        facts = dict(self.facts)
        best = facts.pop("best", None)
        return Progress(**facts, best=None if best is None else tuple(_placement(one) for one in best))


class Run:
    """A solver at work in its own process group."""

    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float,
        seed: int,
        kind: Kind,
        session: str | None = None,
        leads_group: bool = True,
    ) -> None:
        self.problem = problem
        self.seed = seed
        self.best: tuple[Placement, ...] | None = None
        self.bound: int | None = None
        self.explained: Unplaced | None = None
        self._answer: Timetable | None = None
        self._said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._complaints: list[str] = []
        self._is_silent = False
        self._child = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            _command(seconds, seed, kind, session),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_surroundings(),
            text=True,
            encoding="utf-8",
            start_new_session=leads_group,
        )
        self._leads_group = leads_group
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._tell, self._listen, self._hear_complaints)
        ]
        for thread in self._threads:
            thread.start()
        self._alarm = threading.Timer(seconds + OVERRUN, self._end)
        self._alarm.daemon = True
        self._alarm.start()

    @property
    def pid(self) -> int:
        """Number of the process, and of its group."""
        return self._child.pid

    @property
    def is_over(self) -> bool:
        """Whether it has ended and all it said has been heard."""
        return self._is_silent

    @property
    def is_answered(self) -> bool:
        """Whether it ended with a word of its own, rather than being cut short."""
        return self._answer is not None

    @property
    def complaint(self) -> str:
        """What it wrote beside the protocol, when it went wrong."""
        return "".join(self._complaints)[-LONGEST_COMPLAINT:]

    def poll(self, timeout: float) -> list[Message]:
        """What it has said since, waiting at most so many seconds for the first word."""
        heard: list[Message] = []
        while not self._is_silent:
            try:
                message = (
                    self._said.get(timeout=0 if heard else timeout) if timeout or heard else self._said.get_nowait()
                )
            except queue.Empty:
                break
            if message is None:
                self._is_silent = True
                self._close()
            else:
                self._take(message)
                heard.append(message)
        return heard

    def stop(self, grace: float = STOPPING) -> None:
        """Ask it to end with its best plan; kill it if it has not ended within the grace."""
        if self._child.poll() is None:
            self._child.terminate()
        self._hear_out(grace)
        self.kill()

    def kill(self) -> None:
        """End it and all it started at once. What it said before is heard."""
        self._end()
        self._hear_out(STOPPING)

    def wait(self) -> "Timetable | None":
        """Listen until it ends; its outcome."""
        while not self._is_silent:
            self.poll(1.0)
        return self.outcome

    @property
    def outcome(self) -> Timetable | None:
        """Its plan, or the best it spoke of before it died; None if there is neither."""
        self.poll(0)
        if self._answer is not None or self.best is None:
            return self._answer
        lines = cost_lines(self.problem, self.best)
        cost, placed = total(lines), {one.session for one in self.best}
        bound = None if self.bound is None else min(self.bound, cost)
        return Timetable(
            problem=digest_of(self.problem),
            placed=self.best,
            unplaced=tuple(Unplaced(one.id) for one in self.problem.sessions if one.id not in placed),
            costs=lines,
            cost=cost,
            bound=bound,
            status=PlanStatus.FEASIBLE if bound is None else PlanStatus.BOUNDED,
            seed=self.seed,
        )

    def _take(self, message: Message) -> None:
        progress = message.progress
        if progress is not None:
            self.best = progress.best or self.best
            self.bound = progress.bound if progress.bound is not None else self.bound
        elif message.kind == "plan":
            self._answer = read_plan(message.facts["plan"])
        elif message.kind == "bound":
            self.bound = message.facts["value"]
        elif message.kind == "explained":
            self.explained = read_plan(message.facts["plan"]).unplaced[0]

    def _hear_out(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._is_silent and (left := until - time.monotonic()) > 0:
            self.poll(left)

    def _end(self) -> None:
        # While the child has not been waited for, its number cannot belong to anybody else.
        if self._child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                if self._leads_group:
                    os.killpg(self._child.pid, signal.SIGKILL)
                else:
                    self._child.kill()

    def _close(self) -> None:
        self._alarm.cancel()
        self._child.wait()
        for stream in (self._child.stdout, self._child.stderr):
            if stream is not None:
                stream.close()

    def _tell(self) -> None:
        """Hand over the problem; the child may die while reading it."""
        with contextlib.suppress(BrokenPipeError), _stream(self._child.stdin) as stream:
            json.dump(problem_as_json(self.problem), stream, ensure_ascii=False)

    def _listen(self) -> None:
        for message in _messages(_stream(self._child.stdout)):
            self._said.put(message)
        # The pipe has ended. A child that closed it without ending is of no use to anybody.
        try:
            self._child.wait(STOPPING)
        except subprocess.TimeoutExpired:
            self._end()
        self._threads[2].join(STOPPING)
        self._said.put(None)

    def _hear_complaints(self) -> None:
        self._complaints.extend(_stream(self._child.stderr))


def start(problem: Problem, *, seconds: float, seed: int = 1, kind: Kind = "year", session: str | None = None) -> Run:
    """Start the solver: `year`, `repair`, `bound`, or `explain` (why `session` finds no place beside the present)."""
    return Run(problem, seconds=seconds, seed=seed, kind=kind, session=session)


def start_bound(problem: Problem, *, seconds: float) -> Run:
    """Start the search for a bound beside this process and in its group, so that both are killed together."""
    return Run(problem, seconds=seconds, seed=1, kind="bound", leads_group=False)


def _command(seconds: float, seed: int, kind: str, session: str | None) -> Sequence[str]:
    command = [sys.executable, "-m", "baeumgil.engines.timetabling", kind]
    command += [f"--seconds={seconds}", f"--seed={seed}"]
    return command if session is None else [*command, f"--session={session}"]


def _surroundings() -> dict[str, str]:
    source = str(Path(baeumgil.__file__).parent.parent)
    known = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{source}{os.pathsep}{known}" if known else source,
        "PYTHONIOENCODING": "utf-8",
    }


def _stream(stream: IO[str] | None) -> IO[str]:
    if stream is None:  # pragma: no cover - all three are pipes
        raise ValueError(stream)
    return stream


def _messages(lines: IO[str]) -> Iterator[Message]:
    """Whole lines only: a child that is killed may die in the middle of a word."""
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict) and isinstance(said.get("kind"), str):
            yield Message(said.pop("kind"), said)


def _placement(data: Mapping[str, Any]) -> Placement:
    return Placement(
        session=data["session"],
        starts=date.fromisoformat(data["starts"]),
        days=tuple(date.fromisoformat(day) for day in data["days"]),
        room=data["room"],
        instructors=dict(data["instructors"]),
    )
