"""Consents that wait in the invented city: some for the heads of the liaison's unit, some for the liaison."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import Refusal
from baeumgil.doors.cli.demo.enrolment.crowd import MOTIVES
from baeumgil.doors.cli.demo.enrolment.steps import moment
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.enrolment.queries.approvals import approval_inbox
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.approvals import approve
from baeumgil.stages.enrolment.terms import ApproverKind
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.people.queries.unit_people import people_of

COLLEAGUES, CONSENTED = 6, 3
"""Of the liaison's unit: how many apply, and to how many of these its head has consented."""
HEADS = ("division-head", "head", "deputy-mayor")
"""Who consents for the unit, the nearest first; what the team leader might decide is left for whoever tries it."""
LINE = (ApproverKind.UNIT_HEAD, ApproverKind.HOME_BODY)
YESTERDAY = timedelta(days=1)
COMMENT = "업무에 필요한 교육입니다."


def await_consents(actor: Actor, opened: Sequence[CallRow], *, signers: Mapping[str, Signer], on: date) -> None:
    """Colleagues of the liaison apply for the first call whose line runs over both, and the head consents to some."""
    card = next((card for card in opened if card.policy.approvals[:2] == LINE), None)
    with clock.fixed(moment(on, 10)):
        actors = {username: actor_of(signer.account) for username, signer in signers.items()}
        units = actors["liaison"].units(Role.LIAISON)
        if card is None or not units:  # a city so small that the liaison serves elsewhere
            return
        known = {who.person for who in actors.values()}
        asked = _ask(actor, card, [person for person in people_of(sorted(units), on) if person not in known], on)
        left = set(asked[:CONSENTED])
        for head in (actors[username] for username in HEADS):
            waiting = approval_inbox(actor=head, call=card.id).rows.rows
            chosen = [row for row in waiting if row.application.id in left and row.kind is ApproverKind.UNIT_HEAD]
            if chosen:
                approve(actor=head, approvals=[row.id for row in chosen], comment=COMMENT)
                left -= {row.application.id for row in chosen}


def _ask(actor: Actor, card: CallRow, people: Sequence[int], on: date) -> Sequence[int]:
    """Those of them who may apply do so, one an hour, until there are enough."""
    wishes = [row.session for row in card.sessions][: min(2, card.policy.most_wishes)]
    asked: list[int] = []
    for person in people:
        if len(asked) == COLLEAGUES:
            break
        motive, key = MOTIVES[len(asked) % len(MOTIVES)], f"demo-colleague-{person}-{card.id}"
        try:
            with clock.fixed(moment(on - YESTERDAY, 9 + len(asked))):
                done = apply(actor=actor, call=card.id, person=person, wishes=wishes, motive=motive, key=key)
        except Refusal:
            continue
        asked.append(done.application)
    return asked
