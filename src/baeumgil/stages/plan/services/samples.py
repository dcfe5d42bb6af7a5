"""표본: the published plan of another institute, shipped as facts (`seed/gyeongnam_2025/SOURCE.md`)."""

from datetime import UTC, datetime
from pathlib import Path

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.models import PlanVersion, PreCheck
from baeumgil.stages.plan.rules.setting_up import FieldDraft
from baeumgil.stages.plan.services.files import FileGiven, take_in_all
from baeumgil.stages.plan.services.freezing import freeze
from baeumgil.stages.plan.services.institutes import set_up_fields, set_up_institute
from baeumgil.stages.plan.services.plans import set_content, set_pre_check, submit_version
from baeumgil.stages.plan.services.publishing import make_public
from baeumgil.stages.plan.services.steps import to_approval, to_reviewed
from baeumgil.stages.plan.terms import EDITABLE_STATES, ContentKey, ImportKind, LegalKind, PreCheckMark

GYEONGNAM, YEAR = "gyeongnam", 2025
SEED = Path(__file__).resolve().parent.parent / "seed" / "gyeongnam_2025"
SOURCE = "경상남도 인재개발원 2025년 교육훈련계획과 2024·2025년 만족도(공개 자료의 사실만 옮김)"
_PUBLISHED_AT = datetime(2025, 1, 31, tzinfo=UTC)
_CONTENTS = {
    ContentKey.COURSES: "85과정 233기 15,713명. 과정마다의 내용은 과정별 현황에 있습니다.",
    ContentKey.COURSE_DETAILS: "공개된 계획에서 과정과 대상, 기간, 기수, 인원, 날짜를 옮겼습니다.",
}
_NOT_TAKEN = "표본에는 옮기지 않았습니다. 원문을 보세요."
_FIELDS = (
    FieldDraft("F1", "기본역량", LegalKind.BASIC, order=1),
    FieldDraft("F1-1", "기본", LegalKind.BASIC, "F1", order=2),
    FieldDraft("F1-2", "장기", LegalKind.BASIC, "F1", order=3),
    FieldDraft("F1-3", "리더십", LegalKind.BASIC, "F1", order=4),
    FieldDraft("F2", "직무역량", LegalKind.SPECIALISED, order=5),
    FieldDraft("F2-1", "직무공통", LegalKind.SPECIALISED, "F2", order=6),
    FieldDraft("F2-2", "직무전문", LegalKind.SPECIALISED, "F2", order=7),
    FieldDraft("F2-3", "인문·소양", LegalKind.OTHER, "F2", order=8),
    FieldDraft("F3", "핵심역량", LegalKind.SPECIALISED, order=9),
    FieldDraft("F3-1", "핵심과제", LegalKind.SPECIALISED, "F3", order=10),
    FieldDraft("F3-2", "디지털", LegalKind.SPECIALISED, "F3", order=11),
    FieldDraft("F4", "도민역량", LegalKind.OTHER, order=12),
    FieldDraft("F4-1", "도민역량", LegalKind.OTHER, "F4", order=13),
)
_FILES = (
    ("courses.csv", ImportKind.COURSES, YEAR),
    ("past_courses.csv", ImportKind.COURSES, None),
    ("sessions.csv", ImportKind.SESSIONS, YEAR),
    ("shared.csv", ImportKind.SHARED_CONTENT, YEAR),
    ("satisfaction.csv", ImportKind.SATISFACTION, None),
)


@action("plan.load_gyeongnam")
def load_gyeongnam(*, actor: Actor) -> None:
    """The plan of 2025 of Gyeongnam's institute, with sessions, shared e-learning and survey results.

    Approved and published, for that is what it was. Doing it again changes nothing.
    """
    allow(may_edit_plan(actor))
    name = "경상남도 인재개발원"
    institute = set_up_institute(
        actor=actor, code=GYEONGNAM, name=name, body_name="경상남도", is_example=True, source=SOURCE
    )
    versions = PlanVersion.objects.filter(plan__institute_id=institute, plan__year=YEAR)
    if versions.exclude(state__in=EDITABLE_STATES).exists():
        record(SOURCE, institute=institute, year=YEAR, made=0)
        return
    set_up_fields(actor=actor, institute=institute, fields=_FIELDS)
    files = [FileGiven(file, SEED / file, kind, year) for file, kind, year in _FILES]
    outcomes = take_in_all(actor=actor, institute=institute, files=files)
    version = versions.values_list("pk", flat=True).get()
    for key in ContentKey:
        set_content(actor=actor, version=version, key=key, text=_CONTENTS.get(key, _NOT_TAKEN))
    for code in PreCheck.objects.filter(version_id=version).values_list("code", flat=True):
        set_pre_check(actor=actor, version=version, code=code, mark=PreCheckMark.NOT_APPLICABLE, remark=_NOT_TAKEN)
    _approve(actor, version)
    record(SOURCE, institute=institute, year=YEAR, version=version, made=sum(outcome.new for outcome in outcomes))


def _approve(actor: Actor, version: int) -> None:
    """It was approved and published elsewhere, before its year's first course."""
    submit_version(actor=actor, version=version)
    to_reviewed(version)
    to_approval(version)
    freeze(version, approved_at=_PUBLISHED_AT)
    make_public(version, published_at=_PUBLISHED_AT)
