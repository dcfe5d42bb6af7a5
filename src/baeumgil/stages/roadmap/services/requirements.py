"""Computing and storing who owes what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.core import clock, jobs
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobId
from baeumgil.core.locks import hold
from baeumgil.stages.people.events import CareerChanged
from baeumgil.stages.roadmap.access import may_recompute
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.events import ExemptionChanged, RecordsChanged
from baeumgil.stages.roadmap.models import RequirementRun
from baeumgil.stages.roadmap.queries.rulesets import RulesInForce, in_force
from baeumgil.stages.roadmap.queries.runs import RECOMPUTE, digest_in_force, has_just_failed, is_pending
from baeumgil.stages.roadmap.queries.standings import city_standings
from baeumgil.stages.roadmap.services.requirement_rows import Written, store

FEW = 20
PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RecomputeOutcome:
    """What a computation did. `written` and `removed` count stored rows; both 0 when nothing had changed."""

    on: date
    people: int
    rows: int
    written: int
    removed: int


@action("roadmap.recompute")
def recompute(*, actor: Actor, on: date, person_ids: Iterable[int] | None = None) -> RecomputeOutcome:
    """Compute every stage of everybody (or of these people) for one day and store what differs.

    Computing twice changes nothing. Some people alone are computed only into stored states of the same
    day and rules; otherwise a computation of everybody is queued instead. Raises `NoRulesInForce`.
    """
    chosen = None if person_ids is None else sorted(set(person_ids))
    run = _held_run(on)
    allow(may_recompute(actor))
    rules = in_force()
    if chosen is not None and (run.on != on or run.rules_digest != rules.digest or run.finished_at is None):
        ask_recompute(actor=actor)
        record("이수 의무", on=on, queued=True)
        return RecomputeOutcome(on, 0, 0, 0, 0)
    city = city_standings(rules.stages, on, chosen)
    written = store(run.pk, city, rules.stages, on, chosen)
    if chosen is None:
        _finish(run, on, rules, len(city.careers), written)
    record("이수 의무", on=on, people=len(city.careers), written=written.written, removed=written.removed)
    return RecomputeOutcome(on, len(city.careers), written.rows, written.written, written.removed)


def _held_run(on: date) -> RequirementRun:
    """The shown run, locked; made when there is none yet."""
    run, _ = RequirementRun.objects.get_or_create(is_shown=True, defaults={"on": on, "rules_digest": ""})
    hold(RequirementRun, [run.pk])
    run.refresh_from_db()
    return run


def _finish(run: RequirementRun, on: date, rules: RulesInForce, people: int, written: Written) -> None:
    run.on, run.rules_digest = on, rules.digest
    run.people, run.rows = people, written.rows
    run.finished_at = clock.now()
    run.save()


def ask_recompute(*, actor: Actor) -> JobId:
    """Queue a computation for the day on which it will run; one that is still waiting is enough."""
    return jobs.enqueue(RECOMPUTE, actor=actor, unique_key=RECOMPUTE)


def ensure_fresh(on: date) -> bool:
    """Queue a computation when the stored states are not those of this day and of the rules in force.

    True when one was queued; nothing happens while no rules are in force. Called by the worker.
    """
    try:
        digest = digest_in_force()
    except NoRulesInForce:
        return False
    run = RequirementRun.objects.filter(is_shown=True, finished_at__isnull=False).first()
    if (run is not None and run.on == on and run.rules_digest == digest) or is_pending() or has_just_failed(PAUSE):
        return False
    ask_recompute(actor=Actor.system("날마다 다시 계산"))
    return True


def after_career_change(event: CareerChanged) -> None:
    """Reaction: a few people at once, many in the background."""
    _after(event.person_ids, "인사 자료가 바뀜")


def after_records_change(event: RecordsChanged) -> None:
    """Reaction: a few people at once, many in the background."""
    _after(event.person_ids, "이수 기록이 바뀜")


def after_exemption_change(event: ExemptionChanged) -> None:
    """Reaction: this person at once."""
    _after((event.person,), "면제가 바뀜")


def after_city_change(event: object) -> None:
    """Reaction to what touches everybody: other rules, a roster."""
    del event
    _after(None, "규칙이나 명단이 바뀜")


def _after(person_ids: tuple[int, ...] | None, reason: str) -> None:
    """Nothing is computed before rules are in force: putting them in force computes everybody."""
    actor = Actor.system(reason)
    try:
        digest_in_force()
    except NoRulesInForce:
        return
    if person_ids is not None and len(person_ids) <= FEW:
        recompute(actor=actor, on=clock.today(), person_ids=person_ids)
    else:
        ask_recompute(actor=actor)
