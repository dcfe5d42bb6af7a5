"""A closed call with more people than seats, for tests of selections."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.stages.enrolment.models import Call
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.services.signing import sign
from baeumgil.stages.enrolment.terms import Criterion
from baeumgil.stages.people.queries.accounts import actor_of
from tests.build import a_person, a_unit, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import PASSWORD, an_account

NOW = datetime(2027, 3, 8, 3, 0, tzinfo=UTC)
FIRST_DAY = date(2027, 4, 5)
DRAWN = CallPolicy(order=(Criterion.MANDATORY, Criterion.NEVER_ATTENDED, Criterion.DRAW))


@dataclass(frozen=True, slots=True)
class World:
    """A course, its sessions, a call that closed yesterday and its approved applicants."""

    institute: int
    course: int
    unit: int
    sessions: tuple[int, ...]
    call: int
    people: tuple[int, ...]
    applications: tuple[int, ...]


@contextmanager
def the_moment() -> Iterator[None]:
    """The clock of these tests."""
    with clock.fixed(NOW):
        yield


def a_world(
    people: int = 4,
    *,
    seats: int = 2,
    sessions: int = 1,
    policy: CallPolicy = DRAWN,
    code: str = "",
    mark: str = "AAAA",
) -> World:
    """So many people of one unit wish for every session, in order."""
    institute, unit = an_institute(), a_unit()
    course = a_course(institute=institute, code=code)
    year = a_schedule_year(2027, institute=institute)
    held = tuple(
        a_session(year=year, course=course, number=number, seats=seats, starts=FIRST_DAY + timedelta(days=7 * number))
        for number in range(1, sessions + 1)
    )
    call = a_call(
        course=course,
        sessions=held,
        policy=policy,
        opens_at=clock.now() - timedelta(days=8),
        closes_at=clock.now() - timedelta(days=1),
    )
    persons = tuple(a_person(unit=unit) for _each in range(people))
    made = tuple(
        an_application(call=call, person=person, wishes=held, number=f"TEST-{place:04d}-{mark}")
        for place, person in enumerate(persons, 1)
    )
    return World(institute, course, unit, held, call, persons, made)


def a_signer(role: Role = Role.TRAINING_OFFICE) -> Actor:
    """Somebody of the office (or a head) with an account and a password."""
    return actor_of(an_account(role, person=a_person()), "127.0.0.1")


def published(world: World) -> int:
    """Run, signed by two people; the selection."""
    selection = run_selection(actor=the_operator(), call=world.call)
    sign(actor=a_signer(), selection=selection, password=PASSWORD)
    sign(actor=a_signer(Role.HEAD), selection=selection, password=PASSWORD)
    return selection


def the_official(person: int) -> Actor:
    """A person at their own account, without the account."""
    return Actor(kind=ActorKind.PERSON, label="신청자", person=person, grants=(Grant(Role.OFFICIAL),))


def office() -> Actor:
    """The training office of the whole city."""
    return a_signer()


def set_back(call: int, days: int) -> None:
    """Close a call so many days earlier."""
    held = Call.objects.get(pk=call)
    Call.objects.filter(pk=call).update(
        opens_at=held.opens_at - timedelta(days=days), closes_at=held.closes_at - timedelta(days=days)
    )
