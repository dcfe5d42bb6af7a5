from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import Invalid, NotAllowed
from baeumgil.core.models import AuditEntry, Policy
from baeumgil.stages.people.errors import SignInLocked
from baeumgil.stages.people.models import Account, SignInAttempt
from baeumgil.stages.people.services.accounts import deactivate_account
from baeumgil.stages.plan.errors import (
    CaseNotFound,
    CaseOver,
    ContentChanged,
    NotYourTurn,
    PasswordWrong,
    PlanMovedOn,
    RouteInvalid,
    RouteMissing,
    VersionStateWrong,
)
from baeumgil.stages.plan.models import ApprovalCase, ApprovalStep, Meeting, PlanLine, PlanVersion, RouteStep
from baeumgil.stages.plan.services.approval import return_case, sign, start_case, withdraw_case
from baeumgil.stages.plan.services.committee import close_meeting, decide_item, note_attendance, plan_meeting
from baeumgil.stages.plan.services.freezing import digest_of
from baeumgil.stages.plan.services.plans import open_version
from baeumgil.stages.plan.terms import (
    CaseState,
    Decision,
    Disclosure,
    DocumentType,
    StepMark,
    StepState,
    VersionState,
)
from tests.build import the_operator
from tests.build_committee import (
    PlanInCommittee,
    a_case,
    a_committee,
    a_plan_in_committee,
    a_route,
    a_signer,
    an_office,
    members_of,
    state_of,
)
from tests.build_web import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "이것은 아닙니다"


def reviewed() -> PlanInCommittee:
    return a_plan_in_committee(VersionState.REVIEWED)


def states(case: int) -> list[str]:
    return list(ApprovalStep.objects.filter(case_id=case).order_by("order").values_list("state", flat=True))


def test_five_boxes_and_three_cooperators_approve_and_freeze_the_plan() -> None:
    plan = reviewed()
    drafter = an_office()
    signers = [a_signer(name=f"검토{place}") for place in range(4)]
    cooperators = [a_signer(name=f"협조{place}") for place in range(3)]
    deputy = a_signer(name="대신")
    route = a_route(institute=plan.institute, signers=signers, cooperators=cooperators)
    RouteStep.objects.filter(route_id=route, post="협조3").update(deputy_id=deputy.account)
    Policy.objects.create(
        key="plan.document_number_prefix", value="인재기획과", valid_from=date(2000, 1, 1), basis="시험"
    )
    case = a_case(drafter=drafter, version=plan.version)
    assert state_of(plan.version) is VersionState.IN_APPROVAL
    assert states(case) == [StepState.SIGNED] + [StepState.WAITING] * 7
    for signer in signers[:3]:
        sign(actor=signer, case=case, password=PASSWORD)
    sign(actor=cooperators[1], case=case, password=PASSWORD)
    sign(actor=deputy, case=case, password=PASSWORD, as_deputy=True)
    with pytest.raises(NotYourTurn):
        sign(actor=signers[3], case=case, password=PASSWORD)
    sign(actor=cooperators[0], case=case, password=PASSWORD, comment="이견 없음")
    assert sign(actor=signers[3], case=case, password=PASSWORD) is CaseState.APPROVED
    held, version = ApprovalCase.objects.get(pk=case), PlanVersion.objects.get(pk=plan.version)
    assert (held.document_number, held.series_number) == ("인재기획과-1", 1)
    assert (version.state, version.document_number) == (VersionState.APPROVED, "인재기획과-1")
    assert version.digest == held.digest == digest_of(plan.version)
    steps = list(ApprovalStep.objects.filter(case_id=case).order_by("order"))
    assert {step.signed_digest for step in steps} == {held.digest}
    assert [step.mark for step in steps] == [StepMark.OWN] * 7 + [StepMark.DEPUTY]
    assert [step.signed_name for step in steps][-1] == "대신"


def test_numbers_of_a_year_have_no_gaps() -> None:
    drafter, boss = an_office(), a_signer()
    plan = reviewed()
    a_route(institute=plan.institute, signers=[boss])
    a_route(institute=plan.institute, signers=[boss], document_type=DocumentType.PLAN_CHANGE)
    case = a_case(drafter=drafter, version=plan.version)
    sign(actor=boss, case=case, password=PASSWORD)
    numbers = [ApprovalCase.objects.get(pk=case).series_number]
    for returned in (True, False, False):
        version = open_version(actor=drafter, plan=plan.plan)
        case = a_case(drafter=drafter, version=version, document_type=DocumentType.PLAN_CHANGE)
        if returned:
            return_case(actor=boss, case=case, password=PASSWORD, comment="다시")
            case = a_case(drafter=drafter, version=version, document_type=DocumentType.PLAN_CHANGE)
        sign(actor=boss, case=case, password=PASSWORD)
        numbers.append(ApprovalCase.objects.get(pk=case).series_number)
    with clock.fixed(date(2030, 1, 2)):
        version = open_version(actor=drafter, plan=plan.plan)
        case = a_case(drafter=drafter, version=version, document_type=DocumentType.PLAN_CHANGE)
        sign(actor=boss, case=case, password=PASSWORD)
    assert numbers == [1, 2, 3, 4]
    assert ApprovalCase.objects.get(pk=case).series_number == 1
    assert PlanVersion.objects.filter(plan_id=plan.plan, state=VersionState.APPROVED).count() == 1


def test_under_delegation_posts_above_get_no_box() -> None:
    plan = reviewed()
    drafter, team, head, mayor = an_office(), a_signer(), a_signer(), a_signer()
    a_route(institute=plan.institute, signers=[team, head, mayor], delegated=1)
    case = a_case(drafter=drafter, version=plan.version)
    sign(actor=team, case=case, password=PASSWORD)
    assert sign(actor=head, case=case, password=PASSWORD) is CaseState.APPROVED
    steps = ApprovalStep.objects.filter(case_id=case).order_by("order")
    assert [(step.post, step.mark) for step in steps] == [
        ("주무관", StepMark.OWN),
        ("직위1", StepMark.OWN),
        ("직위2", StepMark.DELEGATED),
    ]
    assert state_of(plan.version) is VersionState.APPROVED


def test_a_wrong_password_signs_nothing_and_is_counted_until_the_account_is_locked() -> None:
    plan = reviewed()
    drafter, boss = an_office(), a_signer()
    a_route(institute=plan.institute, signers=[boss])
    with pytest.raises(PasswordWrong):
        start_case(actor=drafter, document_type=DocumentType.PLAN, version=plan.version, password=WRONG)
    assert (ApprovalCase.objects.count(), state_of(plan.version)) == (0, VersionState.REVIEWED)
    case = a_case(drafter=drafter, version=plan.version)
    tries = SignInAttempt.objects.filter(username=Account.objects.get(pk=boss.account or 0).username)
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            sign(actor=boss, case=case, password=WRONG)
    assert tries.count() == 5
    with pytest.raises(SignInLocked):
        sign(actor=boss, case=case, password=PASSWORD)
    assert states(case) == [StepState.SIGNED, StepState.WAITING]
    assert ApprovalCase.objects.get(pk=case).state is CaseState.RUNNING


def test_a_second_click_signs_no_second_time() -> None:
    plan = reviewed()
    drafter, team, boss = an_office(), a_signer(), a_signer()
    a_route(institute=plan.institute, signers=[team, boss])
    case = a_case(drafter=drafter, version=plan.version)
    sign(actor=team, case=case, password=PASSWORD)
    entries = AuditEntry.objects.count()
    with pytest.raises(NotYourTurn):
        sign(actor=team, case=case, password=PASSWORD)
    assert states(case) == [StepState.SIGNED, StepState.SIGNED, StepState.WAITING]
    assert AuditEntry.objects.filter(facts__refusal__isnull=True).count() == entries
    with pytest.raises(VersionStateWrong):
        a_case(drafter=drafter, version=plan.version)
    assert ApprovalCase.objects.count() == 1


def test_of_two_who_hand_in_at_once_one_wins() -> None:
    plan = reviewed()
    drafter = an_office()
    a_route(institute=plan.institute, signers=[a_signer()])
    ApprovalCase.objects.create(
        institute_id=plan.institute,
        document_type=DocumentType.PLAN,
        version_id=plan.version,
        title="먼저 올린 것",
        digest="0" * 64,
        drafted_at=clock.now(),
    )
    with pytest.raises(PlanMovedOn):
        a_case(drafter=drafter, version=plan.version)
    assert (ApprovalCase.objects.get().title, state_of(plan.version)) == ("먼저 올린 것", VersionState.REVIEWED)


def test_content_that_changed_cannot_be_signed() -> None:
    plan = reviewed()
    drafter, boss = an_office(), a_signer()
    a_route(institute=plan.institute, signers=[boss])
    case = a_case(drafter=drafter, version=plan.version)
    PlanLine.objects.filter(pk=plan.kept).update(seats=61, seats_per_session=None)
    with pytest.raises(ContentChanged):
        sign(actor=boss, case=case, password=PASSWORD)
    assert states(case) == [StepState.SIGNED, StepState.WAITING]
    withdraw_case(actor=drafter, case=case)
    assert state_of(plan.version) is VersionState.REVIEWED


def test_returning_needs_a_reason_and_makes_a_draft_again() -> None:
    plan = reviewed()
    drafter, team, boss = an_office(), a_signer(), a_signer()
    a_route(institute=plan.institute, signers=[team, boss])
    case = a_case(drafter=drafter, version=plan.version)
    with pytest.raises(Invalid):
        return_case(actor=team, case=case, password=PASSWORD, comment=" ")
    assert states(case) == [StepState.SIGNED, StepState.WAITING, StepState.WAITING]
    return_case(actor=team, case=case, password=PASSWORD, comment="총괄표를 고칠 것")
    assert states(case) == [StepState.SIGNED, StepState.RETURNED, StepState.VOID]
    assert (ApprovalCase.objects.get(pk=case).state, state_of(plan.version)) == (CaseState.RETURNED, VersionState.DRAFT)
    with pytest.raises(CaseOver):
        sign(actor=boss, case=case, password=PASSWORD)


def test_only_the_drafter_withdraws_and_only_before_the_decision() -> None:
    plan = reviewed()
    drafter, other, boss = an_office(), an_office("박다른"), a_signer()
    a_route(institute=plan.institute, signers=[boss])
    case = a_case(drafter=drafter, version=plan.version)
    with pytest.raises(NotAllowed):
        withdraw_case(actor=other, case=case)
    withdraw_case(actor=drafter, case=case, comment="결재선을 잘못 골랐음")
    assert states(case) == [StepState.SIGNED, StepState.VOID]
    assert state_of(plan.version) is VersionState.REVIEWED
    again = a_case(drafter=drafter, version=plan.version)
    sign(actor=boss, case=again, password=PASSWORD)
    with pytest.raises(CaseOver):
        withdraw_case(actor=drafter, case=again)
    assert state_of(plan.version) is VersionState.APPROVED


def test_strangers_learn_nothing_and_nobody_signs_for_another() -> None:
    plan = reviewed()
    drafter, boss = an_office(), a_signer()
    a_route(institute=plan.institute, signers=[boss])
    case = a_case(drafter=drafter, version=plan.version)
    with pytest.raises(CaseNotFound):
        sign(actor=a_signer(Role.LIAISON), case=case, password=PASSWORD)
    with pytest.raises(NotYourTurn):
        sign(actor=a_signer(Role.HEAD), case=case, password=PASSWORD)
    with pytest.raises(NotYourTurn):
        sign(actor=drafter, case=case, password=PASSWORD, as_deputy=True)
    with pytest.raises(PasswordWrong):
        sign(actor=the_operator(), case=case, password=PASSWORD)
    assert states(case) == [StepState.SIGNED, StepState.WAITING]


@pytest.mark.parametrize(
    ("disclosure", "ground", "is_taken"),
    [
        (Disclosure.PARTLY, "", False),
        (Disclosure.CLOSED, "  ", False),
        (Disclosure.PARTLY, "정보공개법 제9조 제1항 제6호", True),
        (Disclosure.OPEN, "", True),
    ],
)
def test_what_is_not_public_needs_a_ground(disclosure: Disclosure, ground: str, *, is_taken: bool) -> None:
    plan = reviewed()
    drafter = an_office()
    a_route(institute=plan.institute, signers=[a_signer()])

    def start() -> int:
        return start_case(
            actor=drafter,
            document_type=DocumentType.PLAN,
            version=plan.version,
            password=PASSWORD,
            disclosure=disclosure,
            disclosure_ground=ground,
        )

    if is_taken:
        assert ApprovalCase.objects.get(pk=start()).disclosure is disclosure
    else:
        with pytest.raises(Invalid):
            start()
        assert (ApprovalCase.objects.count(), state_of(plan.version)) == (0, VersionState.REVIEWED)


def test_a_line_that_cannot_work_today_is_refused_with_every_reason() -> None:
    plan = reviewed()
    drafter, boss, gone = an_office(), a_signer(), a_signer()
    with pytest.raises(RouteMissing):
        a_case(drafter=drafter, version=plan.version)
    a_route(institute=plan.institute, signers=[drafter, gone, boss])
    deactivate_account(actor=the_operator(), account=gone.account or 0)
    with pytest.raises(RouteInvalid) as refused:
        a_case(drafter=drafter, version=plan.version)
    assert [problem.code for problem in refused.value.problems] == ["twice", "gone"]
    assert (ApprovalCase.objects.count(), state_of(plan.version)) == (0, VersionState.REVIEWED)


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.IN_COMMITTEE, VersionState.IN_APPROVAL])
def test_only_a_reviewed_plan_is_handed_in(state: VersionState) -> None:
    plan = a_plan_in_committee(state)
    drafter = an_office()
    for kind in (DocumentType.PLAN, DocumentType.PLAN_CHANGE):
        a_route(institute=plan.institute, signers=[a_signer()], document_type=kind)
        with pytest.raises(VersionStateWrong):
            a_case(drafter=drafter, version=plan.version, document_type=kind)
    assert (ApprovalCase.objects.count(), state_of(plan.version)) == (0, state)


def test_only_the_office_hands_in() -> None:
    plan = reviewed()
    head = a_signer()
    a_route(institute=plan.institute, signers=[a_signer()])
    with pytest.raises(NotAllowed):
        a_case(drafter=head, version=plan.version)
    assert (ApprovalCase.objects.count(), state_of(plan.version)) == (0, VersionState.REVIEWED)


def test_minutes_of_a_closed_meeting_are_signed_and_numbered_once() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    drafter, boss = an_office(), a_signer()
    a_route(institute=plan.institute, signers=[boss], document_type=DocumentType.MINUTES)
    meeting = plan_meeting(actor=drafter, version=plan.version, committee=committee, held_on=clock.today())

    def start() -> int:
        return start_case(actor=drafter, document_type=DocumentType.MINUTES, meeting=meeting, password=PASSWORD)

    with pytest.raises(VersionStateWrong):
        start()
    note_attendance(actor=drafter, meeting=meeting, present=members_of(committee))
    decide_item(actor=drafter, item=Meeting.objects.get(pk=meeting).items.get().pk, decision=Decision.AS_PROPOSED)
    close_meeting(actor=drafter, meeting=meeting)
    case = start()
    assert sign(actor=boss, case=case, password=PASSWORD) is CaseState.APPROVED
    assert ApprovalCase.objects.get(pk=case).series_number == 1
    assert state_of(plan.version) is VersionState.REVIEWED
    with pytest.raises(VersionStateWrong):
        start()
    assert ApprovalCase.objects.count() == 1
