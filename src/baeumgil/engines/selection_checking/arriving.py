"""Following the record of a first-come call: every seat in turn, under every cap, nobody passed without a reason."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from baeumgil.engines.selection_checking.desk import OUTSIDE, Desk
from baeumgil.engines.selection_checking.report import Finding
from baeumgil.engines.selection_checking.shapes import Row

SAME_IN_POLICY: Final = {
    "mechanism": "mechanism",
    "order": "order",
    "seats_a_year": "seats_a_year",
    "most_waiting": "most_waiting",
    "expired_keeps": "offer_expired_keeps_rank",
}
ENDS_SEATS: Final = ("declined", "expired", "released", "left")


def faults_of_record(file: Row) -> Iterator[Finding]:
    """Everything in a well-formed record that is not as the rules have it."""
    yield from _policy(file)
    known = list(_unknown(file["problem"]))
    if known:
        yield from known
        return
    record = Record(file["problem"])
    for place, event in enumerate(file["log"], start=1):
        yield from record.read(place, event)
    yield from record.differences(file["result"])


def figures_of(file: Row) -> Mapping[str, int]:
    """What a sound record counts."""
    people, seated, waiting = (
        len(file["problem"]["applicants"]),
        len(file["result"]["seated"]),
        len(file["result"]["waiting"]),
    )
    return {
        "applicants": people,
        "seats": sum(row["seats"] for row in file["problem"]["sessions"]),
        "seated": seated,
        "waiting": waiting,
        "not_selected": people - seated - waiting,
        "overrides": sum(event["what"] == "placed" for event in file["log"]),
        "events": len(file["log"]),
    }


class Record:
    """The record, read event by event."""

    def __init__(self, problem: Row) -> None:
        self.desk = Desk(problem)
        self.arrivals = 0
        self.last = ("", "")
        self.letting_go: set[str] = set()
        self.readers: Mapping[str, Callable[[Row], Iterator[tuple[str, str]]]] = {
            "arrived": self._arrived,
            "carried": self._carried,
            "queued": self._queued,
            "passed": self._passed,
            "offered": self._offered,
            **dict.fromkeys(ENDS_SEATS, self._let_go),
            "swapped": self._swapped,
            "placed": self._placed,
            "moved": self._moved,
            "seats": self._seats,
            "closed": self._closed,
        }

    def read(self, place: int, event: Row) -> Iterator[Finding]:
        """One event: what is wrong about it; then it has happened."""
        path, what = f"log[{place}]", event["what"]
        if event["at"] < self.last[0]:
            yield _found(path, "앞의 일보다 이릅니다", "it happened before what stands before it")
        wrong = self._strange(event)
        if wrong:
            yield _found(path, *wrong)
            return
        if what not in {"expired", "offered"} or (what == "expired" and self.last[1] == "offered"):
            self.letting_go.clear()
        self.last = (event["at"], what)
        for korean, english in self.readers[what](event):
            yield _found(path, korean, english)

    def differences(self, result: Row) -> Iterator[Finding]:
        """Where the end that is written is not the end of the record."""
        sitting = [{"applicant": who, "session": self.desk.sitting[who]} for who in sorted(self.desk.sitting)]
        if result["seated"] != sitting:
            wrong = sorted(
                {
                    row["applicant"]
                    for row in (*result["seated"], *sitting)
                    if (row in sitting) != (row in result["seated"])
                }
            )
            name = ", ".join(wrong[:3])
            yield Finding(
                "result.seated",
                f"result.seated: 기록을 따라가면 자리가 다릅니다({name}).",
                f"result.seated: following the record, the seats differ ({name}).",
            )
        line = sorted(self.desk.line, key=lambda who: int(self.desk.people[who]["rank"]))
        if result["waiting"] != line:
            yield Finding(
                "result.waiting",
                "result.waiting: 기록을 따라가면 대기 순서가 다릅니다.",
                "result.waiting: following the record, the waiting list differs.",
            )

    def _strange(self, event: Row) -> tuple[str, str] | None:
        """What makes an event impossible to read at all."""
        who, session, what = event["applicant"], event["session"], event["what"]
        if what not in {"seats", "closed", "moved"} and who not in self.desk.people:
            return f"'{who}'은(는) 신청하지 않았습니다", f"there is no applicant {who!r}"
        if session is not None and session not in self.desk.seats:
            return f"'{session}' 기수가 없습니다", f"there is no session {session!r}"
        if session is None and what in {"offered", "swapped", "placed", "seats", "closed", "moved"}:
            return "기수가 없습니다", "the session is missing"
        is_new = what in {"arrived", "carried"}
        if what not in {"seats", "closed", "moved", "placed"} and is_new == (who in self.desk.known):
            return f"'{who}'의 차례가 아닙니다", f"{who!r} is not where that can happen"
        return None

    def _arrived(self, event: Row) -> Iterator[tuple[str, str]]:
        who, session = event["applicant"], event["session"]
        yield from self._in_turn(who)
        wishes: Sequence[str] = self.desk.people[who]["wishes"]
        dearer = wishes[: wishes.index(session)] if session in wishes else wishes
        if [row["session"] for row in event["refused"]] != list(dearer):
            yield "받지 못한 희망의 까닭이 빠졌습니다", "a wish that was not granted has no reason"
        yield from self._reasons(event)
        if session is not None:
            yield from self.desk.broken(event)
            for other in self.desk.before(who, session):
                if not self._is_out(other, session, event["at"]):
                    yield f"먼저 온 '{other}'을(를) 까닭 없이 지나쳤습니다", f"{other!r} came earlier and was passed"
            self.desk.sit(event)
        self._wait(event)

    def _carried(self, event: Row) -> Iterator[tuple[str, str]]:
        yield from self._in_turn(event["applicant"])
        self._wait(event)

    def _queued(self, event: Row) -> Iterator[tuple[str, str]]:
        if event["applicant"] in self.desk.sitting:
            yield "자리가 있는 사람입니다", "that person has a seat"
        self._wait(event)

    def _passed(self, event: Row) -> Iterator[tuple[str, str]]:
        yield from self._reasons(event)

    def _offered(self, event: Row) -> Iterator[tuple[str, str]]:
        who, session = event["applicant"], event["session"]
        if who not in self.desk.line or not self.desk.wants(who, session):
            yield "그 기수를 기다리는 사람이 아닙니다", "nobody of that number waits for that session"
        yield from self._reasons(event)
        named = {row["applicant"] for row in event["refused"] if row["session"] == session}
        for other in self.desk.before(who, session):
            if other not in named and other not in self.letting_go:
                yield (
                    f"앞에서 기다리던 '{other}'을(를) 까닭 없이 지나쳤습니다",
                    f"{other!r} waited before and was passed",
                )
        yield from self.desk.broken(event)
        self.desk.sit(event)

    def _let_go(self, event: Row) -> Iterator[tuple[str, str]]:
        who, session = event["applicant"], event["session"]
        if session != self.desk.sitting.get(who):
            yield "가진 자리와 다릅니다", "that is not the seat that person has"
        if session is not None and (
            event["what"] == "declined" or (event["what"] == "expired" and not self.desk.problem["expired_keeps"])
        ):
            self.desk.dropped.add((who, session))
        self.desk.rise(who)
        self.desk.line.discard(who)
        self._wait(event)
        self.letting_go.add(who)

    def _swapped(self, event: Row) -> Iterator[tuple[str, str]]:
        if event["applicant"] not in self.desk.sitting:
            yield "바꿀 자리가 없습니다", "there is no seat to exchange"
        self.desk.rise(event["applicant"])
        yield from self.desk.broken(event)
        self.desk.sit(event)

    def _placed(self, event: Row) -> Iterator[tuple[str, str]]:
        self.desk.known.add(event["applicant"])
        self.desk.placed += 1
        if self.desk.free(event["session"]) <= 0:
            yield "남은 자리가 없습니다", "no seat is left"
        self.desk.sit(event)

    def _moved(self, event: Row) -> Iterator[tuple[str, str]]:
        self.desk.move(event["session"], event["weeks"])
        yield from ()

    def _seats(self, event: Row) -> Iterator[tuple[str, str]]:
        if event["seats"] < self.desk.taken[event["session"]]:
            yield "이미 준 자리보다 적습니다", "it is fewer seats than were given"
        self.desk.seats[event["session"]] = event["seats"]

    def _closed(self, event: Row) -> Iterator[tuple[str, str]]:
        self.desk.closed.add(event["session"])
        yield from ()

    def _in_turn(self, applicant: str) -> Iterator[tuple[str, str]]:
        """Arrivals are counted one by one, and whoever waits does so in the place of arrival."""
        self.arrivals += 1
        self.desk.known.add(applicant)
        if self.desk.people[applicant]["arrival"] != self.arrivals:
            yield f"{self.arrivals}번째로 온 사람이 아닙니다", f"that is not number {self.arrivals} in line"

    def _reasons(self, event: Row) -> Iterator[tuple[str, str]]:
        for row in event["refused"]:
            if not self.desk.is_true(row, event["at"]):
                who, session, code = row["applicant"], row["session"], row["code"]
                yield (
                    f"'{who}'이(가) '{session}'에 자리가 없는 까닭({code})이 맞지 않습니다",
                    f"why {who!r} has no seat in {session!r} ({code}) is not so",
                )
            elif row["code"] in OUTSIDE:
                self.desk.blocked.add((row["applicant"], row["session"]))

    def _is_out(self, other: str, session: str, at: str) -> bool:
        """Whether something keeps somebody who waits from a free seat of a session."""
        if (other, session) in self.desk.blocked or self.desk.full_quota(other, session):
            return True
        return self.desk.is_open(at) and self.desk.free(session) <= self.desk.kept_from(other, session)

    def _wait(self, event: Row) -> None:
        if event["waits"]:
            self.desk.line.add(event["applicant"])


def _policy(file: Row) -> Iterator[Finding]:
    policy = file["call"].get("policy")
    for name, announced in SAME_IN_POLICY.items():
        if not isinstance(policy, dict) or policy.get(announced) != file["problem"][name]:
            yield Finding(
                f"call.policy.{announced}",
                f"call.policy.{announced}: 공고한 방침과 기록의 방침이 다릅니다.",
                f"call.policy.{announced}: what was announced is not what the record says.",
            )


def _unknown(problem: Row) -> Iterator[Finding]:
    """Ids that stand twice or out of order, and wishes and quotas for sessions that are not there."""
    sessions = {row["id"] for row in problem["sessions"]}
    for name in ("sessions", "quotas", "applicants"):
        ids = [row["id"] for row in problem[name]]
        if len(set(ids)) < len(ids) or (name != "sessions" and ids != sorted(ids)):
            path = f"problem.{name}"
            yield Finding(
                path, f"{path}: 두 번 있거나 제 차례가 아닌 것이 있습니다.", f"{path}: ids twice or out of order."
            )
    wished = {wish for row in problem["applicants"] for wish in row["wishes"]}
    named = wished | {row["session"] for row in problem["quotas"] if row["session"] is not None}
    for session in sorted(named - sessions):
        yield Finding("problem", f"problem: '{session}' 기수가 없습니다.", f"problem: there is no session {session!r}.")


def _found(path: str, korean: str, english: str) -> Finding:
    return Finding(path, f"{path}: {korean}.", f"{path}: {english}.")
