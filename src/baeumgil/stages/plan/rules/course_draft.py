"""과정 as typed, and every problem with it at once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from baeumgil.core.errors import Problem
from baeumgil.stages.people.terms import CITY_GRADES
from baeumgil.stages.plan.rules.kinds import delivery_of, traits_of
from baeumgil.stages.plan.rules.prerequisites import way_back
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.terms import (
    Assessment,
    CourseKind,
    CourseState,
    Delivery,
    InstructorKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
)
from baeumgil.stages.roadmap.rules.definition import Filters

EVERYBODY = Filters()


@dataclass(frozen=True, slots=True)
class SubjectDraft:
    """교과목. Minutes by way of teaching; `tags` are codes."""

    name: str
    area: str = ""
    lecture_minutes: int = 0
    participation_minutes: int = 0
    field_minutes: int = 0
    other_minutes: int = 0
    method: str = ""
    instructor_kind: InstructorKind | None = None
    tags: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.lecture_minutes + self.participation_minutes + self.field_minutes + self.other_minutes


@dataclass(frozen=True, slots=True)
class PrerequisiteDraft:
    """선수 과정, by code."""

    code: str
    kind: PrerequisiteKind = PrerequisiteKind.REQUIRED


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """예산 한 줄, in won."""

    year: int
    item: str
    amount: int
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """과정. Every writable field; other things are named by code. `names` are spellings beside the name itself."""

    code: str
    name: str
    field: str
    kind: CourseKind
    goal: str = ""
    state: CourseState = CourseState.ACTIVE
    target_group: TargetGroup = TargetGroup.ALL_STAFF
    target_text: str = ""
    target_filters: Filters = EVERYBODY
    stage_code: str = ""
    objectives: str = ""
    features: str = ""
    level: Level | None = None
    ladder: str = ""
    duration_text: str = ""
    days: int | None = None
    total_minutes: int | None = None
    recognised_minutes: int | None = None
    seats_per_session: int | None = None
    pre_study: str = ""
    pre_study_minutes: int | None = None
    assessment: Assessment = Assessment.NONE
    pass_attendance_percent: int | None = None
    pass_score: int | None = None
    completion_text: str = ""
    materials: str = ""
    owner_unit: int | None = None
    owner_name: str = ""
    partner: str = ""
    place: str = ""
    placement: str = ""
    accessibility: str = ""
    note: str = ""
    names: tuple[str, ...] = ()
    subjects: tuple[SubjectDraft, ...] = ()
    prerequisites: tuple[PrerequisiteDraft, ...] = ()
    duties: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    budget: tuple[BudgetDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownCourses:
    """What a draft may name: codes that are there, spellings (key to course code), prerequisites (course, needs).

    `fields` are all fields; `areas` those of them that others hang under, which carry no courses.
    """

    fields: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    competencies: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    edges: frozenset[tuple[str, str]] = frozenset()

    def with_drafts(self, drafts: Iterable["CourseDraft"]) -> "KnownCourses":
        """As if these were already written: a file's courses may name each other, in any order."""
        coming = tuple(drafts)
        codes = {draft.code for draft in coming}
        spellings = {key: code for key, code in self.spellings.items() if code not in codes}
        for draft in coming:
            for name in (draft.name, *draft.names):
                spellings.setdefault(spelling_key(name), draft.code)
        edges = {edge for edge in self.edges if edge[0] not in codes}
        edges |= {(draft.code, item.code) for draft in coming for item in draft.prerequisites}
        return replace(self, courses=self.courses | codes, spellings=spellings, edges=frozenset(edges))


LONGEST_TEXTS = {
    "code": 60,
    "name": 200,
    "target_text": 300,
    "stage_code": 40,
    "ladder": 60,
    "duration_text": 60,
    "pre_study": 300,
    "completion_text": 300,
    "materials": 300,
    "owner_name": 200,
    "partner": 200,
    "place": 200,
    "placement": 300,
    "accessibility": 300,
    "note": 500,
}
LONGEST_OF_SUBJECTS = {"name": 200, "area": 80, "method": 120}
LARGEST_NUMBER = 1_000_000
LARGEST_AMOUNT = 10**15
MINUTES_OF_SUBJECTS = ("lecture_minutes", "participation_minutes", "field_minutes", "other_minutes")
FIRST_YEAR, LAST_YEAR = 1990, 2100
FULL_MARKS = 100


def check_course(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    """Every problem of a course as typed, none when it may be saved.

    Parts of lists are named `subjects.0.name`, counted from nought.
    """
    return [
        *_check_texts(draft),
        *_check_places(draft, known),
        *_check_spellings(draft, known),
        *_check_numbers(draft),
        *_check_subjects(draft, known),
        *_check_prerequisites(draft, known),
        *_check_budget(draft),
    ]


def remarks_on(draft: CourseDraft) -> list[Problem]:
    """What may be saved but should be looked at."""
    traits, remarks = traits_of(draft.kind), []
    if traits.needs_placement and not draft.placement:
        remarks.append(Problem("no_placement", "장기과정인데 배치 계획이 없습니다.", "어디에 배치하는지 적으세요."))
    if traits.needs_partner and not draft.partner:
        remarks.append(Problem("no_partner", "위탁 과정인데 맡은 기관이 없습니다.", "협력 기관을 적으세요."))
    if draft.kind is CourseKind.BLENDED and not (draft.pre_study or draft.pre_study_minutes):
        remarks.append(Problem("no_pre_study", "혼합 과정인데 사전 학습이 없습니다.", "온라인으로 배울 것을 적으세요."))
    sum_of_subjects = sum(subject.minutes for subject in draft.subjects)
    if draft.total_minutes is not None and sum_of_subjects and sum_of_subjects != draft.total_minutes:
        text = f"교과목을 더하면 {sum_of_subjects:,}분인데 총 시간은 {draft.total_minutes:,}분입니다."
        remarks.append(Problem("minutes_disagree", text, "교과목 시간이나 총 시간을 고치세요."))
    return remarks


def _check_texts(draft: CourseDraft) -> list[Problem]:
    problems = []
    if not draft.code.strip():
        problems.append(Problem("blank", "과정 코드가 비었습니다.", "코드를 적으세요.", field="code"))
    elif any(letter.isspace() or letter in "/?#;," for letter in draft.code):
        problems.append(
            Problem(
                "code_form",
                f"과정 코드 '{draft.code}'에 쓸 수 없는 글자가 있습니다.",
                "빈칸과 / ? # ; , 없이 적으세요.",
                field="code",
            )
        )
    if not spelling_key(draft.name):
        problems.append(Problem("blank", "과정 이름이 비었습니다.", "이름을 적으세요.", field="name"))
    problems += [
        Problem("too_long", f"{most}자를 넘었습니다.", "줄여 적으세요.", field=name)
        for name, most in LONGEST_TEXTS.items()
        if len(getattr(draft, name)) > most
    ]
    problems += [
        Problem("too_long", f"다른 이름 '{name[:20]}…'이(가) 200자를 넘었습니다.", "줄여 적으세요.", field="names")
        for name in draft.names
        if len(name) > LONGEST_TEXTS["name"]
    ]
    return problems


def _check_places(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    if draft.field not in known.fields:
        problems.append(_unknown("분야", draft.field, "field"))
    elif draft.field in known.areas:
        problems.append(
            Problem(
                "field_is_area",
                f"'{draft.field}'은(는) 아래에 다른 분야가 있는 상위 분야입니다.",
                "그 아래의 분야를 고르세요.",
                field="field",
            )
        )
    if draft.goal and draft.goal not in known.goals:
        problems.append(_unknown("목표", draft.goal, "goal"))
    problems += [_unknown("법정의무교육", code, "duties") for code in draft.duties if code not in known.duties]
    return problems + [
        _unknown("역량", code, "competencies") for code in draft.competencies if code not in known.competencies
    ]


def _check_spellings(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    for where, name in (("name", draft.name), *(("names", name) for name in draft.names)):
        holder = known.spellings.get(spelling_key(name), draft.code)
        if holder != draft.code:
            problems.append(
                Problem(
                    "name_taken",
                    f"'{name}'은(는) 이미 '{holder}' 과정의 이름입니다.",
                    "그 과정을 고치거나 다른 이름을 쓰세요.",
                    field=where,
                )
            )
    return problems


def _check_numbers(draft: CourseDraft) -> list[Problem]:
    problems = []
    for name, least in (
        ("days", 1),
        ("total_minutes", 0),
        ("recognised_minutes", 0),
        ("seats_per_session", 1),
        ("pre_study_minutes", 0),
    ):
        number: int | None = getattr(draft, name)
        if number is not None and not least <= number <= LARGEST_NUMBER:
            problems.append(
                Problem(
                    "number", f"{number:,}은(는) 쓸 수 없는 수입니다.", f"{least} 이상의 수를 적으세요.", field=name
                )
            )
    for name in ("pass_attendance_percent", "pass_score"):
        share: int | None = getattr(draft, name)
        if share is not None and not 0 <= share <= FULL_MARKS:
            problems.append(
                Problem(
                    "number", f"{share:,}은(는) 0에서 100 사이가 아닙니다.", "0에서 100 사이로 적으세요.", field=name
                )
            )
    total, recognised = draft.total_minutes, draft.recognised_minutes
    if delivery_of(draft.kind) is Delivery.CLASS and total is not None and recognised is not None:
        with_pre_study = total + max(0, draft.pre_study_minutes or 0)
        if recognised > with_pre_study:
            problems.append(
                Problem(
                    "recognised_above_total",
                    f"인정 시간 {recognised:,}분이 배우는 시간 {with_pre_study:,}분보다 깁니다.",
                    "인정 시간을 줄이거나 총 시간을 고치세요.",
                    field="recognised_minutes",
                )
            )
    unknown = [grade for grade in draft.target_filters.grades if grade not in CITY_GRADES]
    if unknown:
        text = f"{', '.join(map(str, unknown))}급은 없습니다."
        problems.append(Problem("unknown", text, "직급을 다시 고르세요.", field="target_filters"))
    return problems


def _check_subjects(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    for place, subject in enumerate(draft.subjects):
        where, called = f"subjects.{place}", f"교과목 {place + 1}"
        if not subject.name.strip():
            problems.append(
                Problem("blank", f"{called}의 이름이 비었습니다.", "이름을 적으세요.", field=f"{where}.name")
            )
        problems += [
            Problem(
                "number",
                f"{called}의 시간이 0분보다 짧거나 너무 깁니다.",
                "0분 이상으로 적으세요.",
                field=f"{where}.{name}",
            )
            for name in MINUTES_OF_SUBJECTS
            if not 0 <= getattr(subject, name) <= LARGEST_NUMBER
        ]
        problems += [
            Problem("too_long", f"{called}에서 {most}자를 넘었습니다.", "줄여 적으세요.", field=f"{where}.{name}")
            for name, most in LONGEST_OF_SUBJECTS.items()
            if len(getattr(subject, name)) > most
        ]
        problems += [
            _unknown(f"{called}의 꼬리표", tag, f"{where}.tags") for tag in subject.tags if tag not in known.tags
        ]
    return problems


def _check_prerequisites(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    counts = Counter(item.code for item in draft.prerequisites)
    for place, item in enumerate(draft.prerequisites):
        where = f"prerequisites.{place}.code"
        if item.code == draft.code:
            problems.append(
                Problem(
                    "own_prerequisite", "과정이 스스로의 선수 과정일 수 없습니다.", "이 줄을 지우세요.", field=where
                )
            )
        elif item.code not in known.courses:
            problems.append(_unknown("선수 과정", item.code, where))
        elif counts[item.code] > 1 and item is not _first(draft, item.code):
            problems.append(
                Problem(
                    "duplicate", f"선수 과정 '{item.code}'을(를) 두 번 적었습니다.", "하나만 남기세요.", field=where
                )
            )
    others = {edge for edge in known.edges if edge[0] != draft.code}
    own = {(draft.code, item.code) for item in draft.prerequisites if item.code != draft.code}
    circle = way_back(draft.code, others | own)
    if circle:
        problems.append(
            Problem(
                "prerequisite_circle",
                f"선수 과정이 돌고 돕니다: {' → '.join(circle)}",
                "이 가운데 하나를 끊으세요.",
                field="prerequisites",
            )
        )
    return problems


def _first(draft: CourseDraft, code: str) -> PrerequisiteDraft:
    return next(item for item in draft.prerequisites if item.code == code)


def _check_budget(draft: CourseDraft) -> list[Problem]:
    problems = []
    for place, line in enumerate(draft.budget):
        where, called = f"budget.{place}", f"예산 {place + 1}번째 줄"
        if not line.item.strip():
            problems.append(
                Problem("blank", f"{called}의 항목이 비었습니다.", "항목을 적으세요.", field=f"{where}.item")
            )
        if not FIRST_YEAR <= line.year <= LAST_YEAR:
            problems.append(
                Problem(
                    "year",
                    f"{called}의 연도 {line.year}은(는) 쓸 수 없습니다.",
                    "연도를 고치세요.",
                    field=f"{where}.year",
                )
            )
        if not 0 <= line.amount <= LARGEST_AMOUNT:
            problems.append(
                Problem(
                    "number",
                    f"{called}의 금액이 0원보다 적거나 너무 큽니다.",
                    "금액을 고치세요.",
                    field=f"{where}.amount",
                )
            )
        if len(line.item) > 120 or len(line.arithmetic) > 300:  # noqa: PLR2004  as long as the columns
            problems.append(Problem("too_long", f"{called}이 너무 깁니다.", "줄여 적으세요.", field=f"{where}.item"))
    return problems


def _unknown(what: str, code: str, where: str) -> Problem:
    shown = f"'{code}'" if code else "(빈칸)"
    return Problem("unknown", f"{what} {shown}이(가) 없습니다.", "있는 코드를 쓰거나 먼저 만드세요.", field=where)
