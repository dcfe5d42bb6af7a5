"""Applications of the invented city: Gangneung's crowded call replayed, and what goes on today."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo.enrolment.crowd import Crowd
from baeumgil.doors.cli.demo.enrolment.replay import COURSE, replay
from baeumgil.doors.cli.demo.enrolment.today import begin_today
from baeumgil.doors.cli.demo.plan.lines import THIS_YEAR
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.people.queries.accounts import account_card
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.queries.unit_people import people_of
from baeumgil.stages.roadmap.services.bulk import RecordLoad, load_records

Say = Callable[[str], None]

FIRST_STEP = RecordLoad(
    person=0,
    course_key=COURSE,
    course_name="처음 쓰는 생성형 AI",
    completed_on=date(THIS_YEAR - 1, 9, 17),
    institution="배움시 인재개발원",
    minutes=420,
)
"""What the open call asks for first, done the year before."""


def load_enrolment(actor: Actor, *, signers: Mapping[str, Signer], on: date, now: datetime, say: Say) -> None:
    """Everything of `enrolment`. `signers` are the accounts of the sign-ins by user name; `on` is the city's day."""
    say("신청이 몰린 모집을 되풀이하고, 오늘의 모집과 신청을 만듭니다")
    insiders = {
        username: account_card(actor=actor, account=signer.account).row.person for username, signer in signers.items()
    }
    with clock.fixed(on):
        everybody = people_of([unit.id for unit in unit_tree(on)], on)
    _first_step(actor, insiders["official"])
    crowd = Crowd(tuple(person for person in everybody if person not in insiders.values()), insiders["official"])
    replay(actor, crowd=crowd, signers=signers)
    today = timezone.localtime(now).date()
    begin_today(actor, crowd=crowd, signers=signers, on=max(on, today), now=now)


def _first_step(actor: Actor, person: int | None) -> None:
    """The one who signs in as an official may apply for the next step, however the draw of this year goes."""
    if person is not None:
        load_records(actor=actor, records=[replace(FIRST_STEP, person=person)], source="demo")
