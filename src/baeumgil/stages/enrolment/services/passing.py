"""지나친 까닭. Who waits in an open first-come call beside a free seat is told which cap keeps it from them."""

from collections import defaultdict
from collections.abc import Mapping

from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application, Step
from baeumgil.stages.enrolment.rules.cap_words import CAPPED, cap_text, refused_facts
from baeumgil.stages.enrolment.rules.fitting import Skipped, Standing, Why
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason

TOLD = (StepReason.BY_ARRIVAL.value, StepReason.PASSED_OVER.value)


def note_passed(skipped: Skipped, free: Mapping[int, int], standing: Standing, actor: Actor) -> None:
    """A step with the reason for each who was passed and still waits, unless the same was said last time."""
    found: dict[int, list[tuple[int, Why]]] = defaultdict(list)
    for session, passed in skipped.items():
        if free.get(session, 0) > 0:
            for one, why in passed:
                if one.call in standing.keeping and why.code in CAPPED:
                    found[one.application].append((session, why))
    if not found:
        return
    said: dict[int, object] = {}
    steps = Step.objects.filter(application_id__in=sorted(found), reason__in=TOLD).order_by("pk")
    for number, facts in steps.values_list("application_id", "facts"):
        said[number] = _codes(facts.get("refused", ()))
    waiting = Application.objects.filter(pk__in=sorted(found), state=ApplicationState.WAITLISTED).order_by("pk")
    moves = []
    for application in waiting:
        refused = sorted(found[application.pk], key=lambda pair: pair[0])
        logged = refused_facts(refused)
        if said.get(application.pk) != _codes(logged):
            text, rule = cap_text(refused, standing), StepReason.PASSED_OVER
            moves.append(Move(application, ApplicationState.WAITLISTED, rule, text, {"refused": logged}))
    advance_all(moves, actor=actor)


def _codes(refused: object) -> frozenset[tuple[object, ...]]:
    """What was said, without figures that move from day to day."""
    rows = refused if isinstance(refused, list | tuple) else ()
    return frozenset((row["session"], row["code"], row["at"]) for row in rows if row["code"] != "seats_gone")
