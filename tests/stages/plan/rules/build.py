"""Values of plan books for tests of rules, without a database."""

from collections.abc import Sequence
from itertools import count

from baeumgil.stages.plan.rules.book import (
    Ancestor,
    BookLine,
    ContentRow,
    FieldRow,
    PlanBook,
    PreCheckRow,
    SessionDays,
    VersionHead,
)
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import (
    ENDING,
    ChangeVerb,
    ContentKey,
    CourseKind,
    Improvement,
    LegalKind,
    Origin,
    PreCheckMark,
    TargetGroup,
    VersionState,
)

_numbers = count(1)
JOB = FieldRow("job", "직무", "job", "직무", LegalKind.SPECIALISED)


def book_line(
    code: str,
    *,
    verb: ChangeVerb = ChangeVerb.KEPT,
    kind: CourseKind = CourseKind.CLASSROOM,
    sessions: int = 2,
    seats: int = 60,
    seats_per_session: int | None = None,
    ancestors: Sequence[str] = (),
    planned: Sequence[SessionDays] = (),
    field: FieldRow = JOB,
    goal: str = "",
    reason: str = "까닭",
    improvements: Sequence[Improvement] = (),
    target_group: TargetGroup = TargetGroup.ALL_STAFF,
    name: str = "",
) -> BookLine:
    """A line; ended ones have no seats, improved ones say what is better unless told."""
    is_ended = verb in ENDING
    if verb is ChangeVerb.IMPROVED and not improvements:
        improvements = (Improvement.CONTENT,)
    return BookLine(
        id=next(_numbers),
        course=next(_numbers),
        code=code,
        name=name or f"{code} 과정",
        field=field,
        goal_code=goal,
        goal_name=goal,
        kind=kind,
        delivery=delivery_of(kind),
        target_group=target_group,
        target_text="",
        duration_text="",
        total_minutes=None,
        verb=verb,
        improvements=tuple(improvements),
        origin=Origin.OWN_REVIEW,
        reason=reason,
        sessions=0 if is_ended else sessions,
        seats_per_session=seats_per_session,
        seats=0 if is_ended else seats,
        ancestors=tuple(Ancestor(each, f"{each} 과정") for each in ancestors),
        planned=tuple(planned),
    )


def plan_head(
    *, year: int = 2027, plan: int = 1, number: int = 1, previous: int | None = None, vision: str = ""
) -> VersionHead:
    """A draft's head; with a previous version, that of the year before."""
    return VersionHead(
        id=plan * 100 + number,
        plan=plan,
        number=number,
        state=VersionState.DRAFT,
        year=year,
        title=f"{year}년 교육훈련계획",
        institute=1,
        institute_code="own",
        institute_name="인재개발원",
        body_name="배움시",
        is_example=False,
        vision=vision,
        previous=previous,
        previous_year=None if previous is None else year - 1,
    )


def plan_of(
    lines: Sequence[BookLine],
    *,
    before: Sequence[BookLine] | None = None,
    head: VersionHead | None = None,
    is_complete: bool = True,
) -> PlanBook:
    """A book; its texts and check sheet are filled unless told. `before` None is a first plan."""
    text = "내용" if is_complete else ""
    mark = PreCheckMark.REVIEWED if is_complete else PreCheckMark.UNCHECKED
    return PlanBook(
        head=head or plan_head(previous=None if before is None else 1),
        lines=tuple(lines),
        previous_lines=tuple(before or ()),
        contents=tuple(ContentRow(key, text) for key in ContentKey),
        pre_checks=(PreCheckRow("safety", "안전", mark, ""),),
    )
