import pytest

from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CaseNotFound
from baeumgil.stages.plan.models import PlanVersion
from baeumgil.stages.plan.queries.approval import approval_book, case_card, cases_of, inbox, waiting_count
from baeumgil.stages.plan.services.approval import sign
from baeumgil.stages.plan.terms import CaseState, StepMark, StepRole, VersionState
from tests.build import the_operator
from tests.build_committee import a_case, a_plan_in_committee, a_route, a_signer, an_office
from tests.build_web import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_paper_moves_from_inbox_to_inbox() -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, team, boss, helper = an_office(), a_signer(None), a_signer(None), a_signer(None)
    a_route(institute=plan.institute, signers=[team, boss], cooperators=[helper])

    def places(actor: Actor) -> tuple[int, int, int, int]:
        found = inbox(actor=actor)
        return len(found.waiting), len(found.drafted), len(found.running), len(found.finished)

    case = a_case(drafter=drafter, version=plan.version)
    assert [places(one) for one in (drafter, team, helper, boss)] == [
        (0, 1, 0, 0),
        (1, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 1, 0),
    ]
    sign(actor=team, case=case, password=PASSWORD)
    assert inbox(actor=helper).waiting[0].waiting_for == ("협조1",)
    sign(actor=helper, case=case, password=PASSWORD)
    assert (waiting_count(actor=boss), waiting_count(actor=the_operator())) == (1, 0)
    sign(actor=boss, case=case, password=PASSWORD)
    assert [places(one) for one in (drafter, team, helper, boss)] == [(0, 0, 0, 1)] * 4
    assert places(a_signer(None)) == (0, 0, 0, 0)
    with pytest.raises(NotAllowed):
        inbox(actor=the_operator())


def test_the_cover_says_who_signed_how() -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, boss, deputy = an_office("이기안"), a_signer(name="정과장"), a_signer(name="서대리")
    a_route(institute=plan.institute, signers=[boss], deputies=[deputy])
    case = a_case(drafter=drafter, version=plan.version)
    sign(actor=deputy, case=case, password=PASSWORD, comment="출장 중", as_deputy=True)
    book = approval_book(actor=drafter, case=case)
    assert (book.state, book.year, book.body_name) == (CaseState.APPROVED, 2027, "배움시")
    assert book.digest == PlanVersion.objects.get(pk=plan.version).digest
    assert [(step.role, step.mark, step.signed_name, step.comment) for step in book.steps] == [
        (StepRole.DRAFTS, StepMark.OWN, "이기안", ""),
        (StepRole.DECIDES, StepMark.DEPUTY, "서대리", "출장 중"),
    ]
    assert [row.name for row in book.pre_checks] == ["전문 자문"]
    assert book.decided_at is not None
    assert book.attachments[0] == "교육훈련 총괄표 1부."


def test_the_card_knows_whose_turn_it_is_and_what_is_compared() -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, boss = an_office(), a_signer()
    a_route(institute=plan.institute, signers=[boss])
    case = a_case(drafter=drafter, version=plan.version)
    mine, theirs = case_card(actor=boss, case=case), case_card(actor=drafter, case=case)
    assert mine.my_box is not None
    assert (mine.my_box.post, mine.turn, mine.may_withdraw, mine.has_signed) == ("직위1", frozenset({2}), False, False)
    assert (theirs.my_box, theirs.may_withdraw, theirs.has_signed) == (None, True, True)
    assert mine.previous == PlanVersion.objects.get(pk=plan.version).previous_id
    assert mine.totals is not None
    assert (mine.totals.total.now.courses, mine.totals.total.now.people) == (3, 140)


def test_papers_of_a_version_are_for_the_office_and_readers_of_drafts() -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter = an_office()
    a_route(institute=plan.institute, signers=[a_signer()])
    case = a_case(drafter=drafter, version=plan.version)
    assert [row.id for row in cases_of(actor=drafter, version=plan.version)] == [case]
    stranger = a_signer(Role.LIAISON)
    with pytest.raises(NotAllowed):
        cases_of(actor=stranger, version=plan.version)
    with pytest.raises(CaseNotFound):
        approval_book(actor=stranger, case=case)
