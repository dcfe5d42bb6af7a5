"""The city's courses as drafts: subjects from a pattern per field, tags on the subjects that teach them."""

from collections.abc import Sequence

from baeumgil.doors.cli.demo.plan.source import CourseRow, city_facts
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import Assessment, CourseKind, Delivery, InstructorKind

LECTURE, PARTICIPATION, FIELD = "강의", "토의·실습", "현장학습"
SHORT = 120
A_DAY = 420
"""From a day on subjects take whole hours, before that half hours, as offices plan them."""
ASSESSED = 1_200
FEE_PER_HOUR = 200_000
PATTERNS: dict[str, Sequence[tuple[str, str, int]]] = {
    "VALUES": (("공직가치와 우리 시의 약속", LECTURE, 5), ("사례로 보는 판단", PARTICIPATION, 5)),
    "STAGE": (
        ("단계에 맞는 역할과 마음가짐", LECTURE, 3),
        ("기획력과 협업", PARTICIPATION, 3),
        ("선배·후배와의 대화", PARTICIPATION, 2),
        ("현장에서 배우기", FIELD, 2),
    ),
    "LEAD": (
        ("존중하고 소통하는 리더십", LECTURE, 3),
        ("1대1 대화 실습", PARTICIPATION, 5),
        ("갈등 조정", PARTICIPATION, 2),
    ),
    "JOB": (("제도와 절차", LECTURE, 4), ("실제 문서로 실습", PARTICIPATION, 6)),
    "JOBPRO": (("법령과 최근 사례", LECTURE, 4), ("현장 사례 연구", PARTICIPATION, 4), ("현장 점검", FIELD, 2)),
    "AI": (
        ("생성형 AI의 쓰임과 한계", LECTURE, 2),
        ("내 업무로 하는 실습", PARTICIPATION, 6),
        ("결과 검증과 개인정보", PARTICIPATION, 2),
    ),
    "DATA": (("데이터 다루기의 기초", LECTURE, 3), ("공공데이터 실습", PARTICIPATION, 7)),
    "CULTURE": (("주제 강연", LECTURE, 8), ("묻고 답하기", PARTICIPATION, 2)),
}


def draft_of(row: CourseRow) -> CourseDraft:
    """One course."""
    online = delivery_of(row.kind) is Delivery.ONLINE
    assessed = row.minutes >= ASSESSED and not online
    return CourseDraft(
        code=row.code,
        name=row.name,
        field=row.field,
        goal=row.goal,
        kind=row.kind,
        target_group=row.group,
        target_text=row.target,
        stage_code=row.stage,
        objectives=f"{row.name.removeprefix('e-')}에 필요한 지식과 태도를 익혀 업무에 바로 쓴다.",
        features="이론은 줄이고 참여와 실습을 늘림" if not online else "언제 어디서나 이어 듣기",
        level=row.level,
        ladder=row.ladder,
        duration_text=row.duration,
        days=row.days,
        total_minutes=row.minutes,
        recognised_minutes=row.minutes,
        seats_per_session=row.seats,
        pre_study="온라인 사전 학습 자료 1차시" if row.kind is CourseKind.BLENDED else "",
        pre_study_minutes=30 if row.kind is CourseKind.BLENDED else None,
        assessment=Assessment.TASK if assessed else Assessment.NONE,
        pass_attendance_percent=None if online else 80,
        pass_score=60 if assessed else None,
        completion_text="학습 진도 90% 이상" if online else "출석 80% 이상",
        owner_name="정보통신과" if row.field in {"AI", "DATA"} else "총무과",
        partner="행정안전부 지방자치인재개발원" if row.kind is CourseKind.COMMISSIONED else "",
        place="" if online else ("시청 정보화교육장" if row.field in {"AI", "DATA"} else "배움시 인재개발원"),
        accessibility="휠체어 접근, 자막 제공",
        subjects=_subjects(row, online=online),
        prerequisites=tuple(PrerequisiteDraft(code) for code in row.needs),
        duties=tuple(city_facts()["duties"].get(row.code, ())),
        competencies=tuple(gap["code"] for gap in city_facts()["gap"] if row.code in gap["courses"]),
        budget=_budget(row, online=online),
    )


def _subjects(row: CourseRow, *, online: bool) -> tuple[SubjectDraft, ...]:
    tags = row.tags
    if online or row.minutes <= SHORT:
        return (
            SubjectDraft(
                name=row.name.removeprefix("e-"),
                area="온라인" if online else "특강",
                lecture_minutes=row.minutes,
                method="동영상 학습" if online else "강연",
                instructor_kind=InstructorKind.CONTENT if online else InstructorKind.EXPERT,
                tags=tags,
            ),
        )
    pattern = PATTERNS[row.field]
    unit = 60 if row.minutes >= A_DAY else 30
    shares = [row.minutes * share // 10 // unit * unit for _, _, share in pattern]
    shares[-1] += row.minutes - sum(shares)
    return tuple(
        SubjectDraft(
            name=name,
            area=row.name[:20],
            lecture_minutes=minutes if method == LECTURE else 0,
            participation_minutes=minutes if method == PARTICIPATION else 0,
            field_minutes=minutes if method == FIELD else 0,
            method=method,
            instructor_kind=InstructorKind.EXPERT if place == 0 else InstructorKind.OFFICIAL,
            tags=tags[place :: len(pattern)],
        )
        for place, ((name, method, _share), minutes) in enumerate(zip(pattern, shares, strict=True))
    )


def _budget(row: CourseRow, *, online: bool) -> tuple[BudgetDraft, ...]:
    """Fees of the hours taught, for every session of a year."""
    if online:
        return ()
    hours = row.minutes // 60
    return tuple(
        BudgetDraft(year, "강사 수당", FEE_PER_HOUR * hours * sessions, f"{FEE_PER_HOUR:,}원×{hours}시간×{sessions}회")
        for year, sessions in row.sessions.items()
    )
