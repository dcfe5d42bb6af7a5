"""What must stand in a plan before it is handed on."""

from collections.abc import Iterable

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, english
from baeumgil.stages.plan.rules.book import BookLine, ContentRow, PlanBook
from baeumgil.stages.plan.rules.lineage import Edge, lineage_problems
from baeumgil.stages.plan.rules.pre_checks import pre_check_problems
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey, Delivery

WITH_REASON = frozenset({ChangeVerb.NEW, ChangeVerb.MERGED, ChangeVerb.REPLACED, ChangeVerb.ABOLISHED})


def missing(book: PlanBook, history: Iterable[Edge] = ()) -> list[Problem]:
    """Everything that keeps the version from being handed on; empty when it is complete.

    `history` are ancestors named in plans of earlier years.
    """
    return [
        *content_problems(book.contents),
        *pre_check_problems(book.pre_checks),
        *_empty(book),
        *(problem for line in book.lines for problem in line_problems(line)),
        *lineage_problems(book, history),
    ]


def content_problems(rows: Iterable[ContentRow]) -> list[Problem]:
    """Which of the six things is not said (지방공무원 교육훈련법 시행령 제18조)."""
    said = {row.key for row in rows if row.text.strip()}
    return [
        Problem(
            "content_missing",
            Said(
                f"법정 기재사항 '{label(key)}'이(가) 비어 있습니다.",
                f"The statutory content “{label(key, 'en')}” is empty.",
            ),
            Said(
                "시행령 제18조에 따라 여섯 가지를 모두 적으세요.",
                "Fill in all six, as article 18 of the Enforcement Decree asks.",
            ),
            field=f"content.{key.value}",
        )
        for key in ContentKey
        if key not in said
    ]


def line_problems(line: BookLine) -> list[Problem]:
    """What a line says against itself."""
    problems = []
    if not line.is_ended and line.seats == 0:
        problems.append(
            _of(
                line,
                "no_seats",
                Said("인원이 없습니다", "has no seats"),
                Said("인원을 적거나 폐지로 바꾸세요.", "Give the seats or mark it as abolished."),
                "seats",
            )
        )
    if not line.is_ended and line.sessions == 0 and line.delivery is Delivery.CLASS:
        problems.append(
            _of(
                line,
                "no_sessions",
                Said("기수가 없습니다", "has no sessions"),
                Said("기수를 적거나 폐지로 바꾸세요.", "Give the sessions or mark it as abolished."),
                "sessions",
            )
        )
    if len(line.planned) > line.sessions:
        text = Said(
            f"기수는 {line.sessions:,}인데 날짜를 적은 기수가 {len(line.planned):,}입니다",
            f"has {line.sessions:,} sessions, but {len(line.planned):,} with days",
        )
        problems.append(
            _of(
                line,
                "too_many_sessions",
                text,
                Said(
                    "날짜를 적은 기수를 지우거나 기수를 맞추세요.", "Remove sessions with days or correct their number."
                ),
                "planned",
            )
        )
    if line.verb in WITH_REASON and not line.reason.strip():
        problems.append(
            _of(
                line,
                "no_reason",
                Said(f"{label(line.verb)} 사유가 없습니다", f"has no reason for “{label(line.verb, 'en')}”"),
                Said("사유를 적으세요.", "Give the reason."),
                "reason",
            )
        )
    if line.verb is ChangeVerb.IMPROVED and not line.improvements and not line.reason.strip():
        problems.append(
            _of(
                line,
                "no_improvement",
                Said("무엇을 개선하는지 없습니다", "does not say what is improved"),
                Said("개선 내용이나 사유를 적으세요.", "Give the improvements or the reason."),
                "improvements",
            )
        )
    if line.improvements and line.verb is not ChangeVerb.IMPROVED:
        problems.append(
            _of(
                line,
                "improvement_unsaid",
                Said("개선 내용이 있지만 개선이 아닙니다", "lists improvements but is not marked as improved"),
                Said("개선으로 바꾸세요.", "Mark it as improved."),
                "verb",
            )
        )
    return problems


def _of(line: BookLine, code: str, message: str, remedy: str, field: str) -> Problem:
    return Problem(
        code, Said(f"'{line.name}' 과정: {message}.", f"Course “{line.name}” {english(message)}."), remedy, field=field
    )


def _empty(book: PlanBook) -> list[Problem]:
    if any(not line.is_ended for line in book.lines):
        return []
    return [
        Problem(
            "no_lines",
            Said("계획에 과정이 하나도 없습니다.", "The plan has no courses."),
            Said("과정을 넣으세요.", "Add courses."),
            field="lines",
        )
    ]
