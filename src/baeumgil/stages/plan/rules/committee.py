"""심의위원회의 구성: who may be a member, from when to when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.calendar.months import add_months

MOST_EVER = 100
LONGEST_TERM = 120


@dataclass(frozen=True, slots=True)
class CommitteeDraft:
    """심의위원회 as typed. More than `quorum_percent` of the members in office must be present."""

    name: str
    basis: str = ""
    most_members: int = 12
    quorum_percent: int = 50
    term_months: int = 24


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """위원 as typed. Without an end the term is as long as the committee's."""

    name: str
    post: str
    is_external: bool
    starts_on: date
    ends_on: date | None = None
    is_chair: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """임기. A member who is or was in office."""

    name: str
    post: str
    starts_on: date
    ends_on: date
    is_chair: bool = False

    def holds_on(self, day: date) -> bool:
        """True on every day of the term, both ends included."""
        return self.starts_on <= day <= self.ends_on


def check_committee(draft: CommitteeDraft) -> list[Problem]:
    """Everything that is wrong with a committee as typed."""
    problems = []
    if not draft.name.strip():
        problems.append(
            Problem(
                "missing",
                Said("위원회 이름이 없습니다.", "The committee has no name."),
                Said("이름을 쓰세요.", "Give a name."),
                field="name",
            )
        )
    if not 1 <= draft.most_members <= MOST_EVER:
        problems.append(
            Problem(
                "most_members",
                Said("위원 정수가 맞지 않습니다.", "The most members there may be is not right."),
                Said("1명에서 100명 사이로 쓰세요.", "Give a number from 1 to 100."),
                field="most_members",
            )
        )
    if not 0 <= draft.quorum_percent <= 100:  # noqa: PLR2004  per cent
        problems.append(
            Problem(
                "quorum",
                Said("의사정족수가 맞지 않습니다.", "The quorum is not right."),
                Said("0에서 100 사이로 쓰세요.", "Give a number from 0 to 100."),
                field="quorum_percent",
            )
        )
    if not 1 <= draft.term_months <= LONGEST_TERM:
        problems.append(
            Problem(
                "term",
                Said("임기가 맞지 않습니다.", "The term of office is not right."),
                Said("1개월에서 120개월 사이로 쓰세요.", "Give from 1 to 120 months."),
                field="term_months",
            )
        )
    return problems


def term_end(starts_on: date, months: int) -> date:
    """The last day of a term of so many months: a term from 1 January 2026 over 24 ends on 31 December 2027."""
    return date.fromordinal(add_months(starts_on, months).toordinal() - 1)


def check_member(
    draft: MemberDraft, *, ends_on: date, others: Sequence[Term], most_members: int, today: date
) -> list[Problem]:
    """Everything that keeps somebody from becoming a member; `others` are all terms of the committee."""
    problems = []
    if not draft.name.strip():
        problems.append(
            Problem(
                "missing",
                Said("위원 이름이 없습니다.", "The member has no name."),
                Said("이름을 쓰세요.", "Give a name."),
                field="name",
            )
        )
    if not draft.post.strip():
        problems.append(
            Problem(
                "missing",
                Said("소속과 직위가 없습니다.", "Body and post are missing."),
                Said("소속과 직위를 쓰세요.", "Give body and post."),
                field="post",
            )
        )
    if ends_on < draft.starts_on:
        problems.append(
            Problem(
                "span",
                Said("임기 끝이 시작보다 앞섭니다.", "The term ends before it begins."),
                Said("임기 끝을 시작한 날 뒤로 고치세요.", "Let the term end after the day it begins."),
                field="ends_on",
            )
        )
        return problems
    if ends_on < today:
        problems.append(
            Problem(
                "past",
                Said("임기가 이미 끝났습니다.", "The term is over already."),
                Said("오늘이나 그 뒤에 끝나는 임기를 쓰세요.", "Give a term that ends today or later."),
                field="ends_on",
            )
        )
    meeting = [term for term in others if term.starts_on <= ends_on and draft.starts_on <= term.ends_on]
    if any(_same(term, draft) for term in meeting):
        problems.append(
            Problem(
                "overlap",
                Said("같은 위원의 임기가 이미 그 기간에 있습니다.", "The same member already has a term in that time."),
                Said("앞선 임기가 끝난 다음 날부터 쓰세요.", "Begin on the day after the earlier term ends."),
                field="starts_on",
            )
        )
    if draft.is_chair and any(term.is_chair for term in meeting):
        problems.append(
            Problem(
                "chair",
                Said("그 기간에 위원장이 이미 있습니다.", "There is a chair in that time already."),
                Said("앞선 위원장의 임기를 먼저 마치세요.", "End the term of the earlier chair first."),
                field="is_chair",
            )
        )
    if most_at_once(meeting, draft.starts_on, ends_on) >= most_members:
        problems.append(
            Problem(
                "too_many",
                Said(f"위원이 정수 {most_members}명을 넘습니다.", f"There would be more than {most_members} members."),
                Said(
                    "다른 위원의 임기를 마치거나 정수를 고치세요.", "End another member's term or allow more members."
                ),
            )
        )
    return problems


def most_at_once(terms: Iterable[Term], first: date, last: date) -> int:
    """The most members in office on any one day from `first` to `last`."""
    held = list(terms)
    days = {first, *(term.starts_on for term in held if first <= term.starts_on <= last)}
    return max(sum(term.holds_on(day) for term in held) for day in days)


def _same(term: Term, draft: MemberDraft) -> bool:
    return (term.name.strip(), term.post.strip()) == (draft.name.strip(), draft.post.strip())
