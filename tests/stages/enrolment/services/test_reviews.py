"""Requests for review: who may ask, who may answer, what an answer changes."""

from collections.abc import Iterator

import pytest

from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.errors import (
    ApplicationNotFound,
    NotAtThisStage,
    OwnApplication,
    ReviewInvalid,
    ReviewNotFound,
    SeatsGone,
)
from baeumgil.stages.enrolment.models import Application, Review, SeatCount, Step
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.reviews import answer_review, ask_review
from baeumgil.stages.enrolment.terms import ApplicationState, ReviewState, StepReason
from baeumgil.stages.people.models import Notice
from tests.build import an_actor, the_operator
from tests.stages.enrolment.selection_world import (
    DRAWN,
    World,
    a_signer,
    a_world,
    published,
    the_moment,
    the_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


@pytest.fixture
def world() -> World:
    made = a_world(4, seats=1, policy=CallPolicy(order=DRAWN.order, most_waiting=1))
    published(made)
    return made


def one(world: World, state: ApplicationState) -> Application:
    return Application.objects.filter(call=world.call, state=state).order_by("pk")[0]


def asked(application: Application) -> int:
    return ask_review(actor=the_official(application.person_id), application=application.pk, text="다시 보아 주세요")


def test_the_office_hears_of_a_request_and_the_applicant_of_its_answer(world: World) -> None:
    office = a_signer()
    review = asked(one(world, ApplicationState.NOT_SELECTED))
    assert Notice.objects.filter(person_id=office.person or 0, key=f"review:{review}").count() == 1
    answer_review(actor=office, review=review, state=ReviewState.UPHELD, answer="순서가 맞습니다")
    held = Review.objects.get(pk=review)
    assert (held.state, held.answered_by, held.application.state) == (
        ReviewState.UPHELD,
        office.label,
        ApplicationState.NOT_SELECTED,
    )
    assert Notice.objects.filter(person_id=held.application.person_id, key=f"review-answer:{review}").count() == 1


def test_only_oneself_asks_once_with_words_and_only_after_the_result(world: World) -> None:
    refused = one(world, ApplicationState.NOT_SELECTED)
    with pytest.raises(NotAllowed):
        ask_review(actor=an_actor(), application=refused.pk, text="남의 일")
    with pytest.raises(ApplicationNotFound):
        ask_review(actor=an_actor(), application=2**70, text="없는 일")
    with pytest.raises(ReviewInvalid) as empty:
        ask_review(actor=the_official(refused.person_id), application=refused.pk, text=" ")
    assert [problem.code for problem in empty.value.problems] == ["text_missing"]
    asked(refused)
    with pytest.raises(ReviewInvalid) as again:
        asked(refused)
    assert [problem.code for problem in again.value.problems] == ["asked_already"]
    early = a_world(1, mark="EEEE")
    with pytest.raises(NotAtThisStage):
        asked(Application.objects.get(pk=early.applications[0]))
    assert Review.objects.count() == 1


def test_a_changed_result_gives_the_end_of_the_waiting_list_or_a_free_seat(world: World) -> None:
    refused = one(world, ApplicationState.NOT_SELECTED)
    session = world.sessions[0]
    review = asked(refused)
    with pytest.raises(SeatsGone):
        answer_review(
            actor=the_operator(), review=review, state=ReviewState.CHANGED, answer="기록 누락", session=session
        )
    assert Review.objects.get(pk=review).state == ReviewState.OPEN
    answer_review(actor=the_operator(), review=review, state=ReviewState.CHANGED, answer="기록 누락")
    refused.refresh_from_db()
    assert (refused.state, refused.wait_rank) == (ApplicationState.WAITLISTED, 2)
    second = asked(refused)
    SeatCount.objects.filter(pk=session).update(capacity=2)
    answer_review(actor=the_operator(), review=second, state=ReviewState.CHANGED, answer="증원", session=session)
    refused.refresh_from_db()
    assert (refused.state, refused.seat_id, SeatCount.objects.get(pk=session).taken) == (
        ApplicationState.SELECTED,
        session,
        2,
    )
    assert Step.objects.filter(application=refused, reason=StepReason.REVIEWED).count() == 2


def test_an_answer_is_given_once_by_the_office_and_never_to_oneself(world: World) -> None:
    refused = one(world, ApplicationState.NOT_SELECTED)
    review = asked(refused)
    with pytest.raises(NotAllowed):
        answer_review(actor=an_actor(), review=review, state=ReviewState.UPHELD, answer="예")
    with pytest.raises(ReviewNotFound):
        answer_review(actor=the_operator(), review=2**70, state=ReviewState.UPHELD, answer="예")
    with pytest.raises(ReviewInvalid) as wrong:
        answer_review(actor=the_operator(), review=review, state=ReviewState.OPEN, answer="")
    assert [problem.field for problem in wrong.value.problems] == ["answer", "state"]
    answer_review(actor=the_operator(), review=review, state=ReviewState.UPHELD, answer="맞습니다")
    with pytest.raises(NotAtThisStage):
        answer_review(actor=the_operator(), review=review, state=ReviewState.UPHELD, answer="또")
    office = a_signer()
    own = asked(one(world, ApplicationState.WAITLISTED))
    Application.objects.filter(reviews=own).update(person_id=office.person)
    with pytest.raises(OwnApplication):
        answer_review(actor=office, review=own, state=ReviewState.UPHELD, answer="내 것")
    assert Review.objects.get(pk=own).state == ReviewState.OPEN
