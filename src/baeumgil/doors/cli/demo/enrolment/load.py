"""Applications of the invented city: Gangneung's crowded call replayed, and what goes on today."""

from collections.abc import Callable, Mapping
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo.enrolment.crowd import Crowd
from baeumgil.doors.cli.demo.enrolment.replay import replay
from baeumgil.doors.cli.demo.enrolment.today import begin_today
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.people.queries.accounts import account_card
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.queries.unit_people import people_of

Say = Callable[[str], None]


def load_enrolment(actor: Actor, *, signers: Mapping[str, Signer], on: date, today: date, say: Say) -> None:
    """Everything of `enrolment`. `signers` are the accounts of the sign-ins by user name; `on` is the city's day."""
    say("신청이 몰린 모집을 되풀이하고, 오늘의 모집과 신청을 만듭니다")
    insiders = {
        username: account_card(actor=actor, account=signer.account).row.person for username, signer in signers.items()
    }
    with clock.fixed(on):
        everybody = people_of([unit.id for unit in unit_tree(on)], on)
    crowd = Crowd(tuple(person for person in everybody if person not in insiders.values()), insiders["official"])
    replay(actor, crowd=crowd, signers=signers)
    begin_today(actor, crowd=crowd, signers=signers, on=max(on, today))
