"""One of everything of `plan` that an address can name."""

from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.models import (
    ApprovalRoute,
    CommitteeMember,
    CourseRequest,
    PaperTemplate,
    PlanImport,
    StaffSurvey,
)
from baeumgil.stages.plan.services.committee import add_item, add_opinion, plan_meeting
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import (
    DocumentType,
    ImportKind,
    ItemKind,
    PaperKind,
    RequestKind,
    RoundState,
    SurveyReach,
    VersionState,
)
from tests.build_committee import a_case, a_committee, a_plan_in_committee, a_route, a_signer, an_office, complete
from tests.build_plan import a_course, a_line, a_plan, a_round, a_version

OPERATOR = Actor.operator("access table")
LADDER = "보고서"


def plan_ids(units: dict[str, int], *, same_number: int) -> dict[str, dict[str, object]]:
    """Ids by side: a published plan of 2026, one in committee, one in approval, needs with requests of both units."""
    seed_plan(actor=OPERATOR)
    scene = a_plan_in_committee()
    institute, version = scene.institute, scene.version
    committee = a_committee(institute=institute)
    meeting = plan_meeting(actor=OPERATOR, version=version, committee=committee, held_on=clock.today())
    item = add_item(actor=OPERATOR, meeting=meeting, kind=ItemKind.OTHER, title="기타")
    opinion = add_opinion(actor=OPERATOR, item=item, member=None, text="의견")
    head, office = a_signer(Role.HEAD), an_office()
    a_route(institute=institute, signers=[head])
    published = a_version(plan=a_plan(2029, institute=institute), state=VersionState.APPROVED, published=True)
    course = a_course("기초 과정", institute=institute, ladder=LADDER)
    for code in ("1000001", "1000002"):
        a_course(f"과정 {code}", institute=institute, code=code)
    a_line(version=published, course=course)
    under_way = a_version(plan=a_plan(2030, institute=institute), state=VersionState.REVIEWED)
    complete(under_way)
    a_line(version=under_way, course=course)
    case = a_case(drafter=office, version=under_way)
    needs_round = a_round(institute=institute)
    requests = {
        side: CourseRequest.objects.create(
            needs_round_id=needs_round,
            unit_id=unit,
            unit_name=side,
            kind=RequestKind.NEW_COURSE,
            title=f"{side} 과정",
            created_at=clock.now(),
        ).pk
        for side, unit in units.items()
    }
    survey = StaffSurvey.objects.create(
        institute_id=institute,
        year=2027,
        name="설문",
        reach=SurveyReach.ALL,
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 12, 31),
        state=RoundState.OPEN,
    )
    template = PaperTemplate.objects.create(
        institute_id=institute,
        paper=PaperKind.TOTALS,
        name="서식",
        file_name="서식.hwpx",
        content=b"PK",
        digest="0" * 64,
        uploaded_at=clock.now(),
    )
    PlanImport.objects.create(
        pk=same_number,
        institute_id=institute,
        kind=ImportKind.COURSES,
        year=2027,
        file_name="과정.xlsx",
        file_digest="0" * 64,
        state=RosterState.READY,
        created_at=clock.now(),
    )
    common: dict[str, object] = {
        "course_id": course,
        "institute_id": institute,
        "version_id": version,
        "line_id": scene.kept,
        "step": "submit",
        "kind": PaperKind.TOTALS.value,
        "format": "xlsx",
        "template_id": template.pk,
        "ladder": LADDER,
        "year": 2029,
        "other": 2029,
        "committee_id": committee,
        "member_id": CommitteeMember.objects.order_by("pk").values_list("pk", flat=True)[0],
        "meeting_id": meeting,
        "item_id": item,
        "opinion_id": opinion,
        "route_id": ApprovalRoute.objects.filter(document_type=DocumentType.PLAN).values_list("pk", flat=True)[0],
        "case_id": case,
        "round_id": needs_round,
        "survey_id": survey.pk,
    }
    return {side: {**common, "request_id": request} for side, request in requests.items()}
