"""One call, people who click in any order while the days go by: what was promised about seats holds after each click.

Never oversold, nobody in without approval, nobody passed without a written reason, every change with actor and rule.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import Refusal
from baeumgil.core.models import AuditEntry
from baeumgil.engines.selection_checking.checking import check
from baeumgil.stages.enrolment.models import (
    Application,
    Approval,
    Offer,
    SeatCount,
    Selection,
    SelectionLine,
    Step,
    Wish,
)
from baeumgil.stages.enrolment.queries.bundles import bundle_of
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.steps import may_go
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.approvals import approve, send_back
from baeumgil.stages.enrolment.services.attendance import note_outcome
from baeumgil.stages.enrolment.services.changing import change_wishes, withdraw
from baeumgil.stages.enrolment.services.confirming import confirm
from baeumgil.stages.enrolment.services.lists import fix_list
from baeumgil.stages.enrolment.services.overriding import override
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.services.signing import sign
from baeumgil.stages.enrolment.services.swapping import swap_session
from baeumgil.stages.enrolment.services.waiting import answer_offer, expire_offers
from baeumgil.stages.enrolment.terms import (
    UNAPPROVED_STATES,
    ApplicationState,
    ApproverKind,
    Criterion,
    Mechanism,
    OfferState,
    Outcome,
    QuotaKind,
)
from baeumgil.stages.people.queries.accounts import actor_of
from tests.build import a_person, a_unit, the_operator
from tests.build_enrolment import a_call, a_quota
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import PASSWORD, an_account
from tests.thoroughness import examples

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
OPENED = datetime(2027, 3, 1, tzinfo=UTC)
CLOSES = OPENED + timedelta(days=4)
FIRST_DAY = date(2027, 4, 5)
SEATS, PEOPLE = (1, 2), 5
DRAWN = CallPolicy(
    order=(Criterion.NEVER_ATTENDED, Criterion.DRAW), approvals=(ApproverKind.UNIT_HEAD,), approval_days=30
)
BY_ARRIVAL = CallPolicy(
    mechanism=Mechanism.FIRST_COME,
    order=(Criterion.ARRIVAL,),
    approvals=(ApproverKind.UNIT_HEAD,),
    approval_days=30,
    offer_expired_keeps_rank=True,
)
OPEN_TO_ALL = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,))
UNDER_CAPS = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), absence_percent=40, seats_a_year=2)
CLICKS = (
    *("apply", "apply", "apply", "apply", "again", "approve", "approve", "send back", "change", "withdraw", "withdraw"),
    *("next day", "next week", "select", "sign", "override", "accept", "decline", "expire", "confirm", "swap"),
    *("fix list", "outcome", "own approval"),
)


class Office:
    """A call with two sessions, and everybody who has to do with it."""

    def __init__(self, policy: CallPolicy) -> None:
        self.policy = policy
        self.now = OPENED + timedelta(hours=1)
        self.done = 0
        with clock.fixed(self.now):
            institute, unit = an_institute(), a_unit()
            course = a_course(institute=institute)
            year = a_schedule_year(2027, institute=institute)
            self.sessions = [
                a_session(year=year, course=course, seats=seats, starts=FIRST_DAY + timedelta(days=7 * place))
                for place, seats in enumerate(SEATS)
            ]
            people = [a_person(unit=unit, grade=9 if place == PEOPLE - 1 else 7) for place in range(PEOPLE)]
            self.people = [actor_of(an_account(person=person)) for person in people]
            self.head = actor_of(an_account(Role.HEAD, unit=unit, person=a_person(unit=unit)))
            self.signers = [actor_of(an_account(Role.TRAINING_OFFICE, person=a_person())) for _ in range(2)]
            self.call = a_call(course=course, sessions=self.sessions, policy=policy, opens_at=OPENED, closes_at=CLOSES)
            if policy is UNDER_CAPS:
                a_quota(call=self.call, keys=[str(unit)], session=self.sessions[1], most=1)
                a_quota(call=self.call, kind=QuotaKind.GRADE, keys=["9"], session=self.sessions[1], reserved=1)

    def click(self, what: str, who: int, which: int) -> None:
        """Somebody tries something; a refusal is an answer too, and changes nothing."""
        if what.startswith("next"):
            self.now += timedelta(days=1 if what == "next day" else 7)
            return
        with clock.fixed(self.now):
            before, offers = self._everything(), set(Offer.objects.values_list("pk", flat=True))
            try:
                with transaction.atomic():
                    self._tries(who, which)[what]()
            except Refusal:
                assert self._everything() == before
            self._nobody_is_passed(offers)

    def _tries(self, who: int, which: int) -> Mapping[str, Callable[[], object]]:
        person = self.people[who % PEOPLE]
        wishes = [self.sessions, self.sessions[::-1], self.sessions[:1], self.sessions[1:]][which % 4]
        mine = self._of(person)
        operator = the_operator()
        return {
            "apply": lambda: apply(actor=person, call=self.call, wishes=wishes, key=f"{who}-{which}-{self.now}"),
            "again": lambda: [apply(actor=person, call=self.call, wishes=wishes, key=f"same {who}") for _ in range(2)],
            "approve": lambda: approve(actor=self.head, approvals=self._waiting(which), comment="다녀오세요"),
            "own approval": lambda: approve(actor=person, approvals=self._waiting(which), comment="저를"),
            "send back": lambda: send_back(actor=self.head, approvals=self._waiting(which), comment="바쁜 때"),
            "change": lambda: change_wishes(actor=person, application=mine, wishes=wishes),
            "withdraw": lambda: withdraw(actor=person, application=mine, reason="일이 생김"),
            "select": lambda: run_selection(actor=operator, call=self.call, return_unapproved=which % 2 == 0),
            "sign": lambda: sign(actor=self.signers[who % 2], selection=self._selection(), password=PASSWORD),
            "override": lambda: override(
                actor=operator,
                line=self._line(who),
                outcome=Outcome.SEATED,
                session=wishes[0],
                reason="기관장 지시에 따른 변경",
            ),
            "accept": lambda: answer_offer(actor=person, offer=self._offer(mine), accepts=True),
            "decline": lambda: answer_offer(actor=person, offer=self._offer(mine), accepts=False),
            "expire": lambda: expire_offers(actor=operator),
            "confirm": lambda: confirm(actor=person, application=mine),
            "swap": lambda: swap_session(actor=person, application=mine, session=wishes[0]),
            "fix list": lambda: fix_list(actor=operator, session=wishes[0]),
            "outcome": lambda: note_outcome(
                actor=operator,
                session=wishes[0],
                outcomes={mine: [ApplicationState.COMPLETED, ApplicationState.NO_SHOW][which % 2]},
            ),
        }

    def _of(self, person: Actor) -> int:
        latest = Application.objects.filter(person_id=person.person or 0).order_by("-pk").values_list("pk", flat=True)
        return next(iter(latest), 10**9)

    def _waiting(self, which: int) -> Sequence[int]:
        numbers = list(Approval.objects.order_by("pk").values_list("pk", flat=True))
        return [numbers[which % len(numbers)]] if numbers else [10**9]

    def _selection(self) -> int:
        return next(iter(Selection.objects.order_by("-pk").values_list("pk", flat=True)), 10**9)

    def _line(self, who: int) -> int:
        numbers = list(SelectionLine.objects.filter(selection=self._selection()).values_list("pk", flat=True))
        return numbers[who % len(numbers)] if numbers else 10**9

    def _offer(self, application: int) -> int:
        found = Offer.objects.filter(application_id=application).order_by("-pk").values_list("pk", flat=True)
        return next(iter(found), 10**9)

    def _everything(self) -> tuple[object, ...]:
        return (
            list(Application.objects.order_by("pk").values()),
            list(SeatCount.objects.order_by("pk").values()),
            list(Wish.objects.order_by("pk").values()),
            list(Approval.objects.order_by("pk").values()),
            list(Offer.objects.order_by("pk").values()),
            Step.objects.count(),
            Selection.objects.count(),
        )

    def _nobody_is_passed(self, known: set[int]) -> None:
        """Whoever waits before somebody who was just offered a seat, and wants that seat, is named with a reason."""
        for offer in Offer.objects.exclude(pk__in=known).select_related("application").order_by("pk"):
            before = Application.objects.filter(
                call_id=offer.application.call_id,
                state=ApplicationState.WAITLISTED,
                wait_rank__lt=offer.application.wait_rank or 0,
                wishes__session_id=offer.session_id,
                wishes__is_dropped=False,
            )
            assert {row.number for row in before} <= {entry[0] for entry in map(_pair, offer.skipped)}

    def check(self) -> None:
        """What holds after every click."""
        applications = list(Application.objects.order_by("pk"))
        held = Counter(row.seat_id for row in applications if row.seat_id is not None)
        for count in SeatCount.objects.order_by("pk"):
            assert count.taken == held[count.session_id] <= count.capacity
        for row in applications:
            assert row.is_approved or row.state in UNAPPROVED_STATES
            steps = list(Step.objects.filter(application=row).order_by("pk"))
            assert (steps[0].before, steps[-1].after) == (None, row.state)
            assert all(earlier.after == later.before for earlier, later in pairwise(steps))
            assert all(may_go(step.before, step.after, step.reason) and step.actor_label for step in steps)
            asked = [approval.state.value for approval in Approval.objects.filter(application=row)]
            assert not (row.state in {ApplicationState.WAITLISTED, ApplicationState.SELECTED} and "open" in asked)
            offers = Offer.objects.filter(application=row, state=OfferState.OPEN).count()
            assert offers == (1 if row.state is ApplicationState.OFFERED else 0)
        living = Counter(row.person_id for row in applications if row.state not in {"cancelled", "returned"})
        assert set(living.values()) <= {1}
        self._caps_hold(applications)
        people = {step.actor_label for step in Step.objects.all()}
        assert people <= {entry.actor_label for entry in AuditEntry.objects.all()}

    def _caps_hold(self, applications: Sequence[Application]) -> None:
        """Everybody is of one unit, which has one seat in the second session."""
        if self.policy is UNDER_CAPS:
            held = Counter(row.seat_id for row in applications if row.seat_id is not None)
            assert held[self.sessions[1]] <= 1

    def read_the_record(self) -> None:
        """What is published of first come after closing leads a stranger to the same seats and the same line."""
        if self.policy.mechanism is Mechanism.FIRST_COME:
            with clock.fixed(max(self.now, CLOSES)):
                found = check(bundle_of(actor=the_operator(), call=self.call))
            assert [finding.english for finding in found.findings] == []


def _pair(entry: object) -> Sequence[object]:
    return list(entry.values()) if isinstance(entry, dict) else list(entry)  # type: ignore[call-overload]


@settings(
    max_examples=examples(8, 1500),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    policy=st.sampled_from([DRAWN, BY_ARRIVAL, OPEN_TO_ALL, UNDER_CAPS]),
    clicks=st.lists(st.tuples(st.sampled_from(CLICKS), st.integers(0, 9), st.integers(0, 9)), min_size=8, max_size=30),
)
def test_no_sequence_of_clicks_breaks_a_promise(policy: CallPolicy, clicks: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        office = Office(policy)
        for what, who, which in clicks:
            office.click(what, who, which)
            office.check()
        office.read_the_record()
        transaction.set_rollback(True)


def test_the_straight_way_leads_to_seats_offers_and_who_came() -> None:
    office = Office(DRAWN)
    clicks = [
        *(("apply", who, 0) for who in range(PEOPLE)),
        *(("approve", 0, which) for which in range(PEOPLE)),
        ("next week", 0, 0),
        ("select", 0, 1),
        ("sign", 0, 0),
        ("sign", 1, 0),
    ]
    for click in clicks:
        office.click(*click)
        office.check()
    states = Counter(row.state for row in Application.objects.all())
    assert states == {ApplicationState.SELECTED: 3, ApplicationState.WAITLISTED: 2}
    who = next(place for place, person in enumerate(office.people) if _state(person) is ApplicationState.SELECTED)
    office.click("withdraw", who, 0)
    office.check()
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 1
    with suppress(StopIteration):
        offered = next(
            place for place, person in enumerate(office.people) if _state(person) is ApplicationState.OFFERED
        )
        office.click("accept", offered, 0)
    office.check()
    assert Counter(row.state for row in Application.objects.all())[ApplicationState.SELECTED] == 3
    for _ in range(5):
        office.click("next week", 0, 0)
    for place in range(PEOPLE):
        office.click("outcome", place, 0)
        office.click("outcome", place, 2)
    office.check()


def _state(person: Actor) -> ApplicationState | None:
    latest = Application.objects.filter(person_id=person.person or 0).order_by("-pk").first()
    return None if latest is None else ApplicationState(latest.state)
