"""What each plan of the city says of each course, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from baeumgil.core.policies import values_on
from baeumgil.doors.cli.demo.plan.days import planned_days, planned_months
from baeumgil.doors.cli.demo.plan.source import CourseRow, city_facts, course_rows
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, Improvement, Origin

LAST_YEAR, THIS_YEAR, NEXT_YEAR = 2025, 2026, 2027


def line_drafts(year: int, holidays: Sequence[date]) -> list[LineDraft]:
    """Every line of a year's plan: what happens to each course, with its sessions."""
    ancestors: Mapping[str, Sequence[str]] = city_facts()["ancestors"].get(str(year), {})
    return [
        _line(row, year, ancestors.get(row.code, ()), holidays, turn=turn)
        for turn, row in enumerate(course_rows())
        if year in row.sessions or year in row.verbs
    ]


def _line(row: CourseRow, year: int, taken_in: Sequence[str], holidays: Sequence[date], *, turn: int) -> LineDraft:
    verb = row.verbs.get(year, ChangeVerb.KEPT)
    sessions = 0 if verb in ENDING else row.sessions.get(year, 0)
    return LineDraft(
        course=row.code,
        verb=verb,
        origin=row.origin if verb is not ChangeVerb.KEPT else Origin.CARRIED_OVER,
        reason=row.reason if verb is not ChangeVerb.KEPT else "",
        sessions=sessions,
        seats_per_session=row.seats if sessions else None,
        ancestors=tuple(taken_in),
        planned=_days(row, year, holidays, turn=turn) if sessions else (),
        improvements=_improvements(row, year) if verb is ChangeVerb.IMPROVED else (),
    )


def _days(row: CourseRow, year: int, holidays: Sequence[date], *, turn: int) -> tuple[SessionDays, ...]:
    return planned_months(row, year) if year == NEXT_YEAR else planned_days(row, year, holidays, turn=turn)


def _improvements(row: CourseRow, year: int) -> tuple[Improvement, ...]:
    before, now = row.sessions.get(year - 1, 0), row.sessions.get(year, 0)
    if now != before:
        return (Improvement.ENLARGED if now > before else Improvement.REDUCED,)
    return (Improvement.CONTENT,)


def holidays_of(year: int) -> list[date]:
    """Public holidays of a year, as its policy says; empty when there is none."""
    on = date(year, 6, 1)
    listed: Any = values_on(["plan.holidays"], on).get("plan.holidays", ())
    return [date.fromisoformat(day) for day, _name in listed]


def result_rows(year: int, *, part: float = 1.0) -> list[list[object]]:
    """What became of a year's courses: applications, people, completions, satisfaction; `part` of the year is over."""
    rows: list[list[object]] = []
    for place, row in enumerate(course_rows()):
        held = round(row.sessions.get(year, 0) * part)
        if not held:
            continue
        seats = held * row.seats
        applied = round(seats * (row.applied or 1.3))
        came = min(applied, seats + seats // 20)
        done = round(came * (row.completed or 0.96))
        mean = (row.satisfaction or 4.5) + (place % 5 - 2) * 0.02 * (year - LAST_YEAR)
        rows.append([row.code, year, held, seats, applied, came, done, f"{mean:.2f}", round(done * 0.86)])
    return rows


OPINIONS = (
    "실습 시간이 더 길었으면 합니다.",
    "현장 사례를 더 다루어 주세요.",
    "한 해에 기수를 늘려 주세요. 신청해도 떨어집니다.",
    "민원 응대에 바로 쓸 수 있었습니다.",
    "보고서에 쓰는 보기가 좋았습니다.",
    "정원을 조금 늘려 주면 좋겠습니다.",
    "생성형 AI를 업무에 쓰는 법도 알려 주세요.",
    "팀장과 함께 듣는 과정이면 좋겠습니다.",
    "법령이 바뀐 것을 먼저 알려 주어 도움이 되었습니다.",
    "강의 자료를 미리 받고 싶습니다.",
)
"""What people write after a course, as it comes out of a survey."""


def opinion_rows(year: int) -> list[list[object]]:
    """What people wrote about the courses of a year, one opinion a row; the courses differ in what is said most."""
    rows: list[list[object]] = []
    for place, row in enumerate(course_rows()):
        if not row.sessions.get(year, 0):
            continue
        for number in range(8 + place % 5):
            text = OPINIONS[(place * 3 + number * number) % len(OPINIONS)]
            rows.append([row.code, year, text])
    return rows


OPINION_HEADINGS = ("과정코드", "연도", "자유 의견")
RESULT_HEADINGS = ("과정코드", "연도", "기수", "계획인원", "신청", "수강인원", "수료", "만족도", "응답")
