"""A small city whose people apply: a bureau of two divisions with heads and a liaison, and calls with approvals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.enrolment.models import Application, SeatCount
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.services.approvals import ask_approvals
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.terms import ApplicationState, ApproverKind, Criterion, Mechanism, StepReason
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.people.terms import Position
from baeumgil.stages.plan.models import Course
from baeumgil.stages.roadmap.models import Requirement, RequirementRun
from tests.build import a_person, a_unit, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import an_account

BOTH = (ApproverKind.UNIT_HEAD, ApproverKind.HOME_BODY)


@dataclass(frozen=True, slots=True)
class SmallCity:
    """행정국 with 총무과 and 세정과; who leads what, who is liaison where; sessions of one course."""

    bureau: int
    division: int
    other: int
    bureau_head: int
    head: int
    liaison: int
    officer: int
    course: int
    sessions: tuple[int, ...]

    def actor(self, account: int) -> Actor:
        """As whom the account acts today."""
        return actor_of(account)

    def person(self, account: int) -> int:
        """Whose account it is."""
        person = actor_of(account).person
        assert person is not None
        return person


def a_small_city(*, seats: int = 2, sessions: int = 1) -> SmallCity:
    """The bureau's head leads by posting, the division's by a granted role; the liaison is the division's."""
    bureau = a_unit("행정국")
    division, other = a_unit("총무과", parent=bureau), a_unit("세정과", parent=bureau)
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    return SmallCity(
        bureau=bureau,
        division=division,
        other=other,
        bureau_head=an_account(person=a_person("국장", unit=bureau, grade=4, position=Position.BUREAU_HEAD)),
        head=an_account(Role.HEAD, unit=division, person=a_person("과장", unit=division, grade=5)),
        liaison=an_account(Role.LIAISON, unit=division, person=a_person("서무", unit=division)),
        officer=an_account(Role.TRAINING_OFFICE, person=a_person("교육담당", unit=other)),
        course=course,
        sessions=tuple(
            a_session(year=year, course=course, number=number + 1, seats=seats, starts=date(2027, 3, 8 + 7 * number))
            for number in range(sessions)
        ),
    )


def a_call_with_approvals(
    city: SmallCity,
    *,
    approvals: Sequence[ApproverKind] = BOTH,
    is_first_come: bool = False,
    expired: str = "escalate",
    confirm_days: int | None = None,
    name: str = "보고서 작성 모집",
) -> int:
    """An open call of the city's sessions."""
    policy = CallPolicy(
        mechanism=Mechanism.FIRST_COME if is_first_come else Mechanism.SERIAL,
        order=(Criterion.ARRIVAL,) if is_first_come else (Criterion.DRAW,),
        approvals=tuple(approvals),
        approval_expired=expired,
        confirm_days=confirm_days,
    )
    return a_call(course=city.course, sessions=city.sessions, policy=policy, name=name)


def asked(
    city: SmallCity,
    call: int,
    people: Sequence[int],
    *,
    by: Actor | None = None,
    arrivals: Sequence[int] = (),
    seated: int = 0,
) -> list[Application]:
    """Applications that have asked for their approvals; with arrivals, the first `seated` hold a seat."""
    ids = [
        an_application(
            call=call,
            person=person,
            wishes=city.sessions,
            state=ApplicationState.SUBMITTED,
            arrival=arrivals[place] if arrivals else None,
            seat=None,
        )
        for place, person in enumerate(people)
    ]
    applications = list(Application.objects.filter(pk__in=ids).select_related("call").order_by("pk"))
    actor = by or the_operator()
    policy = policy_from_json(applications[0].call.policy)
    awaiting = ask_approvals(applications, actor=actor, policy=policy)
    advance_all(
        [
            Move(application, ApplicationState.AWAITING_APPROVAL, StepReason.APPROVAL_ASKED)
            for application in applications
            if application.pk in awaiting
        ],
        actor=actor,
    )
    for application in applications[:seated]:
        hold_a_seat(application, city.sessions[0])
    return applications


def hold_a_seat(application: Application, session: int) -> None:
    """As a first-come application does while it awaits approval."""
    counted = SeatCount.objects.get(pk=session)
    SeatCount.objects.filter(pk=session).update(taken=counted.taken + 1)
    Application.objects.filter(pk=application.pk).update(seat_id=session)


def due_today(city: SmallCity, *people: int) -> None:
    """The stage of the city's course is due for these people, as last computed."""
    Course.objects.filter(pk=city.course).update(stage_code="new_team_leader")
    today = clock.today()
    run = RequirementRun.objects.create(on=today, rules_digest="-", is_shown=True, finished_at=clock.now())
    for person in people:
        Requirement.objects.create(
            run=run,
            person_id=person,
            stage_code="new_team_leader",
            stage_name="신임 팀장",
            occurrence=1,
            state="due",
            anchor_on=today,
            opens_on=today,
            due_on=today + timedelta(days=90),
            reason="due",
        )
