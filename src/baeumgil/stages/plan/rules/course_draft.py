"""과정 as typed, and every problem with it at once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english
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
        remarks.append(
            Problem(
                "no_placement",
                Said("장기과정인데 배치 계획이 없습니다.", "This is a long course without a plan of placement."),
                Said("어디에 배치하는지 적으세요.", "Say where people are placed."),
            )
        )
    if traits.needs_partner and not draft.partner:
        remarks.append(
            Problem(
                "no_partner",
                Said(
                    "위탁 과정인데 맡은 기관이 없습니다.",
                    "This is an outsourced course without an institution that runs it.",
                ),
                Said("협력 기관을 적으세요.", "Give the partner institution."),
            )
        )
    if draft.kind is CourseKind.BLENDED and not (draft.pre_study or draft.pre_study_minutes):
        remarks.append(
            Problem(
                "no_pre_study",
                Said(
                    "혼합 과정인데 사전 학습이 없습니다.",
                    "This is a blended course without anything to learn beforehand.",
                ),
                Said("온라인으로 배울 것을 적으세요.", "Say what is learnt online."),
            )
        )
    sum_of_subjects = sum(subject.minutes for subject in draft.subjects)
    if draft.total_minutes is not None and sum_of_subjects and sum_of_subjects != draft.total_minutes:
        text = Said(
            f"교과목을 더하면 {sum_of_subjects:,}분인데 총 시간은 {draft.total_minutes:,}분입니다.",
            f"The subjects add up to {sum_of_subjects:,} minutes, but the total time is {draft.total_minutes:,} "
            "minutes.",
        )
        remarks.append(
            Problem(
                "minutes_disagree",
                text,
                Said("교과목 시간이나 총 시간을 고치세요.", "Correct the times of the subjects or the total time."),
            )
        )
    return remarks


def _check_texts(draft: CourseDraft) -> list[Problem]:
    problems = []
    if not draft.code.strip():
        problems.append(
            Problem(
                "blank",
                Said("과정 코드가 비었습니다.", "The course code is empty."),
                Said("코드를 적으세요.", "Give a code."),
                field="code",
            )
        )
    elif any(letter.isspace() or letter in "/?#;," for letter in draft.code):
        problems.append(
            Problem(
                "code_form",
                Said(
                    f"과정 코드 '{draft.code}'에 쓸 수 없는 글자가 있습니다.",
                    f"The course code “{draft.code}” has characters that cannot be used.",
                ),
                Said("빈칸과 / ? # ; , 없이 적으세요.", "Write it without blanks and / ? # ; ,"),
                field="code",
            )
        )
    if not spelling_key(draft.name):
        problems.append(
            Problem(
                "blank",
                Said("과정 이름이 비었습니다.", "The course name is empty."),
                Said("이름을 적으세요.", "Give a name."),
                field="name",
            )
        )
    problems += [
        Problem(
            "too_long",
            Said(f"{most}자를 넘었습니다.", f"It is longer than {most} characters."),
            Said("줄여 적으세요.", "Shorten it."),
            field=name,
        )
        for name, most in LONGEST_TEXTS.items()
        if len(getattr(draft, name)) > most
    ]
    problems += [
        Problem(
            "too_long",
            Said(
                f"다른 이름 '{name[:20]}…'이(가) 200자를 넘었습니다.",
                f"The other name “{name[:20]}…” is longer than 200 characters.",
            ),
            Said("줄여 적으세요.", "Shorten it."),
            field="names",
        )
        for name in draft.names
        if len(name) > LONGEST_TEXTS["name"]
    ]
    return problems


def _check_places(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    if draft.field not in known.fields:
        problems.append(_unknown(Said("분야", "field"), draft.field, "field"))
    elif draft.field in known.areas:
        problems.append(
            Problem(
                "field_is_area",
                Said(
                    f"'{draft.field}'은(는) 아래에 다른 분야가 있는 상위 분야입니다.",
                    f"“{draft.field}” is an area with other fields below it.",
                ),
                Said("그 아래의 분야를 고르세요.", "Choose a field below it."),
                field="field",
            )
        )
    if draft.goal and draft.goal not in known.goals:
        problems.append(_unknown(Said("목표", "goal"), draft.goal, "goal"))
    problems += [
        _unknown(Said("법정의무교육", "statutory training"), code, "duties")
        for code in draft.duties
        if code not in known.duties
    ]
    return problems + [
        _unknown(Said("역량", "competency"), code, "competencies")
        for code in draft.competencies
        if code not in known.competencies
    ]


def _check_spellings(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    for where, name in (("name", draft.name), *(("names", name) for name in draft.names)):
        holder = known.spellings.get(spelling_key(name), draft.code)
        if holder != draft.code:
            problems.append(
                Problem(
                    "name_taken",
                    Said(
                        f"'{name}'은(는) 이미 '{holder}' 과정의 이름입니다.",
                        f"“{name}” is already a name of the course “{holder}”.",
                    ),
                    Said("그 과정을 고치거나 다른 이름을 쓰세요.", "Change that course or use another name."),
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
                    "number",
                    Said(f"{number:,}은(는) 쓸 수 없는 수입니다.", f"{number:,} cannot be used."),
                    Said(f"{least} 이상의 수를 적으세요.", f"Give a number of {least} or more."),
                    field=name,
                )
            )
    for name in ("pass_attendance_percent", "pass_score"):
        share: int | None = getattr(draft, name)
        if share is not None and not 0 <= share <= FULL_MARKS:
            problems.append(
                Problem(
                    "number",
                    Said(f"{share:,}은(는) 0에서 100 사이가 아닙니다.", f"{share:,} is not between 0 and 100."),
                    Said("0에서 100 사이로 적으세요.", "Give a number from 0 to 100."),
                    field=name,
                )
            )
    total, recognised = draft.total_minutes, draft.recognised_minutes
    if delivery_of(draft.kind) is Delivery.CLASS and total is not None and recognised is not None:
        with_pre_study = total + max(0, draft.pre_study_minutes or 0)
        if recognised > with_pre_study:
            problems.append(
                Problem(
                    "recognised_above_total",
                    Said(
                        f"인정 시간 {recognised:,}분이 배우는 시간 {with_pre_study:,}분보다 깁니다.",
                        f"The recognised {recognised:,} minutes are more than the {with_pre_study:,} minutes of "
                        "learning.",
                    ),
                    Said(
                        "인정 시간을 줄이거나 총 시간을 고치세요.",
                        "Lower the recognised time or correct the total time.",
                    ),
                    field="recognised_minutes",
                )
            )
    unknown = [grade for grade in draft.target_filters.grades if grade not in CITY_GRADES]
    if unknown:
        text = Said(
            f"{', '.join(map(str, unknown))}급은 없습니다.", f"There is no grade {', '.join(map(str, unknown))}."
        )
        problems.append(
            Problem("unknown", text, Said("직급을 다시 고르세요.", "Choose the grades again."), field="target_filters")
        )
    return problems


def _check_subjects(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    problems = []
    for place, subject in enumerate(draft.subjects):
        where, called = f"subjects.{place}", Said(f"교과목 {place + 1}", f"Subject {place + 1}")
        if not subject.name.strip():
            problems.append(
                Problem(
                    "blank",
                    Said(f"{called}의 이름이 비었습니다.", f"{called.english}: the name is empty."),
                    Said("이름을 적으세요.", "Give a name."),
                    field=f"{where}.name",
                )
            )
        problems += [
            Problem(
                "number",
                Said(
                    f"{called}의 시간이 0분보다 짧거나 너무 깁니다.",
                    f"{called.english}: the time is below 0 minutes or too long.",
                ),
                Said("0분 이상으로 적으세요.", "Give 0 minutes or more."),
                field=f"{where}.{name}",
            )
            for name in MINUTES_OF_SUBJECTS
            if not 0 <= getattr(subject, name) <= LARGEST_NUMBER
        ]
        problems += [
            Problem(
                "too_long",
                Said(f"{called}에서 {most}자를 넘었습니다.", f"{called.english}: longer than {most} characters."),
                Said("줄여 적으세요.", "Shorten it."),
                field=f"{where}.{name}",
            )
            for name, most in LONGEST_OF_SUBJECTS.items()
            if len(getattr(subject, name)) > most
        ]
        problems += [
            _unknown(Said(f"{called}의 꼬리표", f"tag of {called.english.lower()}"), tag, f"{where}.tags")
            for tag in subject.tags
            if tag not in known.tags
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
                    "own_prerequisite",
                    Said("과정이 스스로의 선수 과정일 수 없습니다.", "A course cannot be its own prerequisite."),
                    Said("이 줄을 지우세요.", "Remove this line."),
                    field=where,
                )
            )
        elif item.code not in known.courses:
            problems.append(_unknown(Said("선수 과정", "prerequisite"), item.code, where))
        elif counts[item.code] > 1 and item is not _first(draft, item.code):
            problems.append(
                Problem(
                    "duplicate",
                    Said(
                        f"선수 과정 '{item.code}'을(를) 두 번 적었습니다.",
                        f"The prerequisite “{item.code}” is there twice.",
                    ),
                    Said("하나만 남기세요.", "Keep only one."),
                    field=where,
                )
            )
    others = {edge for edge in known.edges if edge[0] != draft.code}
    own = {(draft.code, item.code) for item in draft.prerequisites if item.code != draft.code}
    circle = way_back(draft.code, others | own)
    if circle:
        problems.append(
            Problem(
                "prerequisite_circle",
                Said(
                    f"선수 과정이 돌고 돕니다: {' → '.join(circle)}",
                    f"The prerequisites go round in a circle: {' → '.join(circle)}",
                ),
                Said("이 가운데 하나를 끊으세요.", "Take one of them out."),
                field="prerequisites",
            )
        )
    return problems


def _first(draft: CourseDraft, code: str) -> PrerequisiteDraft:
    return next(item for item in draft.prerequisites if item.code == code)


def _check_budget(draft: CourseDraft) -> list[Problem]:
    problems = []
    for place, line in enumerate(draft.budget):
        where, called = f"budget.{place}", Said(f"예산 {place + 1}번째 줄", f"Budget line {place + 1}")
        if not line.item.strip():
            problems.append(
                Problem(
                    "blank",
                    Said(f"{called}의 항목이 비었습니다.", f"{called.english}: the item is empty."),
                    Said("항목을 적으세요.", "Give the item."),
                    field=f"{where}.item",
                )
            )
        if not FIRST_YEAR <= line.year <= LAST_YEAR:
            problems.append(
                Problem(
                    "year",
                    Said(
                        f"{called}의 연도 {line.year}은(는) 쓸 수 없습니다.",
                        f"{called.english}: the year {line.year} cannot be used.",
                    ),
                    Said("연도를 고치세요.", "Correct the year."),
                    field=f"{where}.year",
                )
            )
        if not 0 <= line.amount <= LARGEST_AMOUNT:
            problems.append(
                Problem(
                    "number",
                    Said(
                        f"{called}의 금액이 0원보다 적거나 너무 큽니다.",
                        f"{called.english}: the amount is below 0 won or too large.",
                    ),
                    Said("금액을 고치세요.", "Correct the amount."),
                    field=f"{where}.amount",
                )
            )
        if len(line.item) > 120 or len(line.arithmetic) > 300:  # noqa: PLR2004  as long as the columns
            problems.append(
                Problem(
                    "too_long",
                    Said(f"{called}이 너무 깁니다.", f"{called.english}: it is too long."),
                    Said("줄여 적으세요.", "Shorten it."),
                    field=f"{where}.item",
                )
            )
    return problems


def _unknown(what: str, code: str, where: str) -> Problem:
    shown = Said(f"'{code}'", f"“{code}”") if code else Said("(빈칸)", "(empty)")
    return Problem(
        "unknown",
        Said(f"{what} {shown}이(가) 없습니다.", f"There is no {english(what)} {shown.english}."),
        Said("있는 코드를 쓰거나 먼저 만드세요.", "Use a code that exists, or make it first."),
        field=where,
    )
