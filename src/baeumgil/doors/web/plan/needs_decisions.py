"""The rows of the form that decides seats: what stands in them, what was typed, what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from baeumgil.core.errors import Invalid, Refusal
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.plan.rules.needs_drafts import SeatChoice
from baeumgil.stages.plan.rules.needs_values import CourseNeeds
from baeumgil.stages.plan.services.proposals import SeatsOutcome

LONGEST_NUMBER = 7


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One course in the form."""

    needs: CourseNeeds
    sessions: str
    seats: str
    note: str
    is_picked: bool = False
    problems: tuple[str, ...] = ()


def rows_of(
    courses: Iterable[CourseNeeds], typed: QueryDict | None = None, refusal: Refusal | None = None
) -> list[DecisionRow]:
    """Rows as decided or proposed; after a refusal as typed, each with its problems."""
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    rows = []
    for needs in courses:
        end = f"-{needs.course}"
        mine = tuple(in_screen_language(one.advice()) for one in problems if one.field.endswith(end))
        if typed is not None:
            sessions, seats, note = (str(typed.get(f"{name}{end}", "")) for name in ("sessions", "seats", "note"))
            is_picked = str(needs.course) in typed.getlist("pick")
            rows.append(DecisionRow(needs, sessions, seats, note, is_picked, mine))
            continue
        stands = needs.decided or needs.proposal
        note = needs.decided.note if needs.decided else ""
        rows.append(DecisionRow(needs, str(stands.sessions), str(stands.seats), note))
    return rows


def picked(courses: Sequence[CourseNeeds], typed: QueryDict) -> list[SeatChoice]:
    """What was decided: the marked rows, or with `all` every undecided course as proposed."""
    if typed.get("all"):
        return [SeatChoice(needs.course) for needs in courses if needs.decided is None]
    wanted = set(typed.getlist("pick"))
    return [
        SeatChoice(
            needs.course,
            number(typed.get(f"sessions-{needs.course}", "")),
            number(typed.get(f"seats-{needs.course}", "")),
            typed.get(f"note-{needs.course}", ""),
        )
        for needs in courses
        if str(needs.course) in wanted
    ]


def number(text: str) -> int | None:
    """A whole number as typed, with or without commas; None for nothing, -1 for what is no number."""
    plain = text.replace(",", "").strip()
    if not plain:
        return None
    return int(plain) if plain.isdecimal() and len(plain) <= LONGEST_NUMBER else -1


def said(outcome: SeatsOutcome) -> list[str]:
    """What was done, in sentences."""
    lines = [_("%(count)s개 과정의 좌석을 정했습니다.") % {"count": outcome.decided}]
    if outcome.written:
        lines.append(_("초안의 %(count)s개 과정에 옮겨 적었습니다.") % {"count": outcome.written})
    if outcome.without_line:
        lines.append(_("초안에 없어 옮겨 적지 않은 과정: %(names)s") % {"names": ", ".join(outcome.without_line[:10])})
    if outcome.with_days:
        lines.append(
            _("기수 일정이 이미 있어 계획 화면에서 고칠 과정: %(names)s") % {"names": ", ".join(outcome.with_days[:10])}
        )
    return lines
