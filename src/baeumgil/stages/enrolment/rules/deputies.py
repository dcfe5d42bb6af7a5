"""대리 지정 검토. Everything wrong with a deputy as typed, all at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said

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
            Problem(
                "no_account",
                Said("맡기는 사람의 계정이 없습니다.", "The person represented has no account."),
                Said("계정이 있는 사람을 적으세요.", "Enter a person who has an account."),
                field="staff_no",
            )
        )
    if draft.deputy is None:
        found.append(
            Problem(
                "no_deputy",
                Said("그 사번으로 로그인하는 사람이 없습니다.", "Nobody signs in with that staff number."),
                Said(
                    "계정이 있고 재직 중인 사람의 사번을 적으세요.",
                    "Enter the staff number of somebody in service who has an account.",
                ),
                field="deputy_staff_no",
            )
        )
    elif draft.deputy == draft.account:
        found.append(
            Problem(
                "own_deputy",
                Said("자기 자신을 대리로 지정했습니다.", "You named yourself as deputy."),
                Said("다른 사람을 적으세요.", "Enter somebody else."),
                field="deputy_staff_no",
            )
        )
    found += _of_span(draft, today)
    if any(starts <= draft.ends_on and draft.starts_on <= ends for starts, ends in taken):
        found.append(
            Problem(
                "deputy_overlaps",
                Said("그 기간에 이미 대리하는 사람이 있습니다.", "Somebody is already the deputy in that time."),
                Said("앞의 대리를 끝내거나 기간을 나누세요.", "End the earlier one, or divide the time."),
                field="starts_on",
            )
        )
    if len(draft.note) > LONGEST_NOTE or "\x00" in draft.note:
        found.append(
            Problem(
                "note_long",
                Said(
                    f"적어 둘 것이 {LONGEST_NOTE}자를 넘습니다.", f"The note has more than {LONGEST_NOTE} characters."
                ),
                Said("줄여 적으세요.", "Shorten it."),
                field="note",
            )
        )
    return tuple(found)


def _of_span(draft: DeputyDraft, today: date) -> list[Problem]:
    found = []
    if draft.ends_on < draft.starts_on:
        found.append(
            Problem(
                "span_reversed",
                Said("끝나는 날이 시작하는 날보다 빠릅니다.", "The last day is before the first."),
                Said("날짜를 고치세요.", "Correct the dates."),
                field="ends_on",
            )
        )
    elif draft.ends_on < today:
        found.append(
            Problem(
                "span_over",
                Said("이미 지난 기간입니다.", "That time is already past."),
                Said("오늘부터의 기간을 적으세요.", "Enter a time from today on."),
                field="ends_on",
            )
        )
    elif (draft.ends_on - draft.starts_on).days >= LONGEST_DAYS:
        found.append(
            Problem(
                "span_long",
                Said("1년을 넘는 기간입니다.", "That time is longer than a year."),
                Said(
                    "1년 안으로 줄이고 필요하면 다시 지정하세요.",
                    "Keep it within a year, and name the deputy again if needed.",
                ),
                field="ends_on",
            )
        )
    return found
