"""A plan in committee, a committee, and people who sign: for tests of committee and approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.queries.actors import actor_of
from baeumgil.stages.plan.models import Committee, CommitteeMember, Plan, PlanContent, PlanVersion, PreCheck
from baeumgil.stages.plan.services.approval import start_case
from baeumgil.stages.plan.services.routes import RouteStepDraft, save_route
from baeumgil.stages.plan.terms import (
    ChangeVerb,
    ContentKey,
    Disclosure,
    DocumentType,
    PreCheckMark,
    StepRole,
    VersionState,
)
from tests.build import a_person, the_operator
from tests.build_plan import a_course, a_field, a_line, a_plan, a_version, an_institute
from tests.build_web import PASSWORD, an_account

LONG_AGO, LATER = date(2020, 1, 1), date(2035, 12, 31)


@dataclass(frozen=True, slots=True)
class PlanInCommittee:
    """A plan of 2027 after an approved one of 2026; lines are of version 1 of 2027."""

    institute: int
    plan: int
    version: int
    kept: int
    new: int
    improved: int
    abolished: int


def a_plan_in_committee(state: VersionState = VersionState.IN_COMMITTEE) -> PlanInCommittee:
    """Four courses: kept (2×30), new (1×20), improved (3×20 after 2×20), abolished (after 1×10)."""
    institute = an_institute()
    field = a_field(institute=institute)
    names = ("보고서 작성", "챗봇 만들기", "예산 실무", "옛 문서 편집")
    courses = [a_course(name, institute=institute, field=field) for name in names]
    before = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    for course, sessions, seats in ((0, 2, 30), (2, 2, 20), (3, 1, 10)):
        a_line(version=before, course=courses[course], sessions=sessions, seats_per_session=seats)
    plan = a_plan(2027, institute=institute)
    version = a_version(plan=plan, state=state, previous=before)
    lines = [
        a_line(version=version, course=courses[0], sessions=2, seats_per_session=30),
        a_line(
            version=version,
            course=courses[1],
            verb=ChangeVerb.NEW,
            sessions=1,
            seats_per_session=20,
            reason="부서 요청",
        ),
        a_line(
            version=version,
            course=courses[2],
            verb=ChangeVerb.IMPROVED,
            sessions=3,
            seats_per_session=20,
            reason="한 기를 더함",
        ),
        a_line(version=version, course=courses[3], verb=ChangeVerb.ABOLISHED, reason="수요 없음"),
    ]
    complete(version)
    return PlanInCommittee(institute, plan, version, *lines)


def complete(version: int) -> None:
    """The six contents and the check sheet, so that the version may be handed on."""
    PlanContent.objects.bulk_create([PlanContent(version_id=version, key=key, text="적음") for key in ContentKey])
    PreCheck.objects.create(
        version_id=version, code="outside", name="전문 자문", mark=PreCheckMark.REVIEWED, remark="심의", order=1
    )


def a_committee(*, institute: int, external: int = 5, internal: int = 7, quorum_percent: int = 50) -> int:
    """A committee whose members are all in office; the first from the city is the chair."""
    made = Committee.objects.create(
        institute_id=institute, name="교육훈련심의위원회", most_members=12, quorum_percent=quorum_percent
    )
    for number in range(external + internal):
        CommitteeMember.objects.create(
            committee=made,
            name=f"위원{number}",
            post=f"자리{number}",
            is_external=number < external,
            is_chair=number == external,
            starts_on=LONG_AGO,
            ends_on=LATER,
        )
    return made.pk


def members_of(committee: int) -> list[int]:
    """Members in the order they were made."""
    return list(CommitteeMember.objects.filter(committee_id=committee).order_by("pk").values_list("pk", flat=True))


def a_signer(role: Role | None = Role.HEAD, *, name: str = "김결재") -> Actor:
    """Somebody with an account and `PASSWORD`, as they act at their own screen."""
    return actor_of(an_account(role, person=a_person(name)))


def an_office(name: str = "이기안") -> Actor:
    """Somebody of the training office with an account."""
    return a_signer(Role.TRAINING_OFFICE, name=name)


def a_route(
    *,
    institute: int,
    signers: Sequence[Actor],
    cooperators: Sequence[Actor] = (),
    deputies: Sequence[Actor | None] = (),
    document_type: DocumentType = DocumentType.PLAN,
    delegated: int | None = None,
    valid_from: date = LONG_AGO,
) -> int:
    """기안 by the office, then `signers`, the last of whom decides; cooperators are listed after them."""
    steps = [RouteStepDraft(StepRole.DRAFTS, "주무관")]
    for place, signer in enumerate(signers):
        deputy = deputies[place] if place < len(deputies) else None
        steps.append(
            RouteStepDraft(
                StepRole.DECIDES if place == len(signers) - 1 else StepRole.REVIEWS,
                f"직위{place + 1}",
                signer.account,
                deputy.account if deputy is not None else None,
                is_delegated=place == delegated,
            )
        )
    steps += [
        RouteStepDraft(StepRole.COOPERATES, f"협조{place + 1}", one.account) for place, one in enumerate(cooperators)
    ]
    return save_route(
        actor=the_operator(),
        institute=institute,
        document_type=document_type,
        name="결재선",
        steps=steps,
        valid_from=valid_from,
    )


def a_case(*, drafter: Actor, version: int, document_type: DocumentType = DocumentType.PLAN) -> int:
    """A paper that its drafter has handed in."""
    return start_case(
        actor=drafter,
        document_type=document_type,
        version=version,
        password=PASSWORD,
        disclosure=Disclosure.PUBLIC_SITE,
    )


def state_of(version: int) -> VersionState:
    """How the version stands."""
    return VersionState(PlanVersion.objects.values_list("state", flat=True).get(pk=version))


def plan_title(plan: int) -> str:
    """What the plan is called."""
    return Plan.objects.get(pk=plan).title
