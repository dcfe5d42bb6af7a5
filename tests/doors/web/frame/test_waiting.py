"""What waits for somebody stands on their first page, and nowhere else."""

from datetime import timedelta

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.doors.web.frame.waiting import waiting_for
from baeumgil.stages.enrolment.models import Application, Approval, Offer
from baeumgil.stages.enrolment.terms import ApplicationState, ApprovalState, ApproverKind
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.plan.models import NeedsRound, StaffSurvey, SurveyInvitation
from baeumgil.stages.plan.services.approval import sign
from baeumgil.stages.plan.terms import RoundState, SurveyReach, VersionState
from baeumgil.stages.schedule.models import Invitation
from baeumgil.stages.schedule.services.invitations import answer, invite_for
from baeumgil.stages.schedule.terms import TeachingRole
from tests.build import a_person, a_unit
from tests.build_committee import a_case, a_plan_in_committee, a_route, a_signer, an_office
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session, an_instructor
from tests.build_web import PASSWORD, an_account, signed_in

pytestmark = pytest.mark.django_db


def test_a_paper_waits_for_whoever_is_next_and_for_nobody_after_signing() -> None:
    scene = a_plan_in_committee(VersionState.REVIEWED)
    leader, head = a_signer(name="박팀장"), a_signer(name="최과장")
    a_route(institute=scene.institute, signers=[leader, head])
    case = a_case(drafter=an_office(), version=scene.version)
    assert [row.text for row in waiting_for(leader)] == ["서명할 문서 1건"]
    assert waiting_for(head) == []
    sign(actor=leader, case=case, password=PASSWORD)
    assert waiting_for(leader) == []
    assert [row.text for row in waiting_for(head)] == ["서명할 문서 1건"]


def test_an_invitation_to_teach_waits_for_whoever_is_asked_whatever_their_role(client: Client) -> None:
    institute, unit = an_institute(), a_unit()
    somebody, other = (signed_in(client, Role.OFFICIAL, person=a_person(unit=unit)) for _ in range(2))
    session = a_session(
        year=a_schedule_year(institute=institute),
        course=a_course(institute=institute),
        starts=clock.today() + timedelta(days=7),
        teachers={TeachingRole.LEAD: an_instructor(institute=institute, person=somebody.person)},
    )
    invite_for([session])
    (row,) = waiting_for(actor_of(somebody.account))
    assert (row.text, row.url) == ("답할 출강 요청 1건", "/schedule/invitations")
    assert waiting_for(actor_of(other.account)) == []
    answer(actor=actor_of(somebody.account), invitation=Invitation.objects.get().pk, accepts=True)
    assert waiting_for(actor_of(somebody.account)) == []


def test_a_survey_waits_until_it_is_answered_and_a_round_for_liaisons_only(client: Client) -> None:
    today, institute, unit = clock.today(), an_institute(), a_unit()
    survey = StaffSurvey.objects.create(
        institute_id=institute,
        year=today.year + 1,
        name="듣고 싶은 것",
        reach=SurveyReach.ALL,
        opens_on=today,
        closes_on=today,
        state=RoundState.OPEN,
    )
    NeedsRound.objects.create(
        institute_id=institute,
        year=today.year + 1,
        number=1,
        name="수시 접수",
        opens_on=today,
        closes_on=today + timedelta(days=3),
        state=RoundState.OPEN,
    )
    somebody = signed_in(client, Role.OFFICIAL, unit=unit)
    assert somebody.person is not None
    SurveyInvitation.objects.create(survey=survey, person_id=somebody.person)
    liaison = actor_of(an_account(Role.LIAISON, unit=unit, person=a_person(unit=unit)))
    assert [row.text for row in waiting_for(actor_of(somebody.account))] == ["듣고 싶은 것"]
    assert [row.text for row in waiting_for(liaison)] == ["수시 접수"]
    SurveyInvitation.objects.update(has_answered=True)
    assert waiting_for(actor_of(somebody.account)) == []


def test_seats_consents_and_results_wait_for_whoever_is_to_answer() -> None:
    institute, unit = an_institute(), a_unit()
    course = a_course(institute=institute)
    session = a_session(
        year=a_schedule_year(clock.today().year + 1, institute=institute),
        course=course,
        starts=clock.today() + timedelta(days=60),
    )
    call = a_call(course=course, sessions=[session], closes_at=clock.now() - timedelta(hours=1))
    person = a_person(unit=unit)
    mine = actor_of(an_account(person=person))
    head = actor_of(an_account(Role.HEAD, unit=unit, person=a_person(unit=unit)))
    office = actor_of(an_account(Role.TRAINING_OFFICE, person=a_person()))
    asked = an_application(call=call, person=person, wishes=[session], state=ApplicationState.AWAITING_APPROVAL)
    Approval.objects.create(
        application_id=asked, order=1, kind=ApproverKind.UNIT_HEAD, unit_id=unit, state=ApprovalState.OPEN
    )
    offered = an_application(
        call=call, person=a_person(unit=unit), wishes=[session], state=ApplicationState.OFFERED, wait_rank=1
    )
    someone = actor_of(an_account(person=Application.objects.get(pk=offered).person_id))
    Offer.objects.create(
        application_id=offered,
        session_id=session,
        made_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )
    assert waiting_for(mine) == []
    assert [row.text for row in waiting_for(head)] == ["승인할 교육신청 1건"]
    assert [row.text for row in waiting_for(office)] == ["마감되어 선발할 모집 1건"]
    assert [row.text for row in waiting_for(someone)] == ["답할 자리 제안: 보고서 작성 모집"]
