"""One of everything of `enrolment` and of the notices that an address can name."""

from collections.abc import Mapping
from datetime import date, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Approval, Bar, Deputy, Offer, Replacement, Review, Selection, SelectionLine
from baeumgil.stages.enrolment.services.seeding import seed_enrolment
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    ApprovalState,
    ApproverKind,
    BarCause,
    CallState,
    Mechanism,
    Outcome,
)
from baeumgil.stages.people.models import Contact, Delivery, Notice
from baeumgil.stages.people.terms import Channel, NoticeKind
from tests.build import a_person
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import an_account

OPERATOR = Actor.operator("access table")
YEAR = 2032
MONDAY = date(YEAR, 3, 1)


def enrolment_ids(
    *, institute: int, units: Mapping[str, int], people: Mapping[str, int]
) -> dict[str, dict[str, object]]:
    """An open call and a decided one, with people of both units in them; what hangs on it, by side."""
    seed_enrolment(actor=OPERATOR)
    course = a_course("모집하는 과정", institute=institute)
    year = a_schedule_year(YEAR, institute=institute)
    sessions = [
        a_session(year=year, course=course, seats=20, starts=MONDAY + timedelta(days=7 * week)) for week in range(2)
    ]
    opened = a_call(course=course, sessions=sessions[:1])
    decided = a_call(
        course=course,
        sessions=sessions[1:],
        state=CallState.DECIDED,
        opens_at=clock.now() - timedelta(days=9),
        closes_at=clock.now() - timedelta(days=2),
    )
    return {
        side: {
            "call_id": opened,
            "call": opened,
            **_of_a_unit(unit, people[side], opened, decided, sessions),
            **_of_a_person(people[side]),
        }
        for side, unit in units.items()
    }


def _of_a_unit(unit: int, person: int, opened: int, decided: int, sessions: list[int]) -> dict[str, object]:
    first, second = sessions
    asked = an_application(call=opened, person=person, wishes=[first], state=ApplicationState.AWAITING_APPROVAL)
    offered = an_application(
        call=decided, person=person, wishes=[second], state=ApplicationState.OFFERED, wait_rank=unit
    )
    refused = an_application(
        call=decided, person=a_person(unit=unit), wishes=[second], state=ApplicationState.NOT_SELECTED
    )
    coming = an_application(call=decided, person=a_person(unit=unit), wishes=[second], state=ApplicationState.CONFIRMED)
    approval = Approval.objects.create(
        application_id=asked,
        order=1,
        kind=ApproverKind.UNIT_HEAD,
        unit_id=unit,
        state=ApprovalState.OPEN,
        opened_at=clock.now(),
    )
    offer = Offer.objects.create(
        application_id=offered,
        session_id=second,
        made_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )
    selection = Selection.objects.filter(call_id=decided).first() or Selection.objects.create(
        call_id=decided,
        number=1,
        mechanism=Mechanism.SERIAL,
        problem="{}",
        problem_digest="0" * 64,
        result="{}",
        result_digest="0" * 64,
        made_at=clock.now(),
        made_by="시험",
    )
    line = SelectionLine.objects.create(
        selection=selection, application_id=refused, place=unit, outcome=Outcome.NOT_SELECTED
    )
    asked_by = {"asked_by": "시험", "asked_at": clock.now()}
    return {
        "application_id": asked,
        "application": asked,
        "approval_id": approval.pk,
        "offer_id": offer.pk,
        "selection_id": selection.pk,
        "selection": selection.pk,
        "selection_line_id": line.pk,
        "selection_line": line.pk,
        "review_id": (review := Review.objects.create(application_id=refused, text="왜", asked_at=clock.now()).pk),
        "review": review,
        "replacement_id": Replacement.objects.create(
            application_id=coming, person_id=person, reason="바뀜", **asked_by
        ).pk,
    }


def _of_a_person(person: int) -> dict[str, object]:
    today = clock.today()
    notice = Notice.objects.create(
        person_id=person, kind=NoticeKind.GENERAL, key="시험", title="알림", made_at=clock.now()
    )
    Contact.objects.create(person_id=person, channel=Channel.MAIL, address="a@example.kr", changed_at=clock.now())
    return {
        "notice_id": notice.pk,
        "delivery_id": Delivery.objects.create(
            notice=notice,
            channel=Channel.MAIL,
            address="a@example.kr",
            key=f"test-{notice.pk}",
            not_before=clock.now(),
        ).pk,
        "bar_id": Bar.objects.create(person_id=person, cause=BarCause.NO_SHOW, starts_on=today, ends_on=today).pk,
        "deputy_id": Deputy.objects.create(
            account_id=an_account(person=a_person()),
            deputy_id=an_account(person=a_person()),
            starts_on=today,
            ends_on=today,
            named_by="시험",
            named_at=clock.now(),
        ).pk,
    }
