"""대리 지정 검토. Everything wrong with a deputy as typed, all at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Problem

LONGEST_DAYS = 366
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class DeputyDraft:
    """대리 as typed: who stands in for whom, from one day to another. Accounts by number; None: nobody found."""

    account: int | None
    deputy: int | None
    starts_on: date
    ends_on: date
    note: str = ""


def problems_of_deputy(draft: DeputyDraft, taken: Collection[tuple[date, date]], today: date) -> tuple[Problem, ...]:
    """What is wrong; `taken` are spans in which somebody stands in for the account already."""
    found: list[Problem] = []
    if draft.account is None:
        found.append(
            Problem("no_account", "맡기는 사람의 계정이 없습니다.", "계정이 있는 사람을 적으세요.", field="staff_no")
        )
    if draft.deputy is None:
        found.append(
            Problem(
                "no_deputy",
                "그 사번으로 로그인하는 사람이 없습니다.",
                "계정이 있고 재직 중인 사람의 사번을 적으세요.",
                field="deputy_staff_no",
            )
        )
    elif draft.deputy == draft.account:
        found.append(
            Problem("own_deputy", "자기 자신을 대리로 지정했습니다.", "다른 사람을 적으세요.", field="deputy_staff_no")
        )
    found += _of_span(draft, today)
    if any(starts <= draft.ends_on and draft.starts_on <= ends for starts, ends in taken):
        found.append(
            Problem(
                "deputy_overlaps",
                "그 기간에 이미 대리하는 사람이 있습니다.",
                "앞의 대리를 끝내거나 기간을 나누세요.",
                field="starts_on",
            )
        )
    if len(draft.note) > LONGEST_NOTE or "\x00" in draft.note:
        found.append(Problem("note_long", f"적어 둘 것이 {LONGEST_NOTE}자를 넘습니다.", "줄여 적으세요.", field="note"))
    return tuple(found)


def _of_span(draft: DeputyDraft, today: date) -> list[Problem]:
    found = []
    if draft.ends_on < draft.starts_on:
        found.append(
            Problem("span_reversed", "끝나는 날이 시작하는 날보다 빠릅니다.", "날짜를 고치세요.", field="ends_on")
        )
    elif draft.ends_on < today:
        found.append(Problem("span_over", "이미 지난 기간입니다.", "오늘부터의 기간을 적으세요.", field="ends_on"))
    elif (draft.ends_on - draft.starts_on).days >= LONGEST_DAYS:
        found.append(
            Problem(
                "span_long", "1년을 넘는 기간입니다.", "1년 안으로 줄이고 필요하면 다시 지정하세요.", field="ends_on"
            )
        )
    return found
