"""Putting the invented city into the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import transaction

from baeumgil.core import clock, worker
from baeumgil.core.actors import Actor, Role
from baeumgil.doors.cli.demo.city import City, invent
from baeumgil.doors.cli.demo.enrolment.load import load_enrolment
from baeumgil.doors.cli.demo.logins import make_logins
from baeumgil.doors.cli.demo.officials import REFERENCE_DAY
from baeumgil.doors.cli.demo.plan.load import load_plans
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.doors.cli.demo.roles import GENERAL_AFFAIRS, Login
from baeumgil.doors.cli.demo.schedule.load import load_schedule
from baeumgil.doors.cli.demo.training import training_of, unit_names
from baeumgil.stages.enrolment.services import clearing as enrolment_clearing
from baeumgil.stages.enrolment.services.seeding import seed_enrolment
from baeumgil.stages.people.queries.accounts import account_card
from baeumgil.stages.people.services import bulk as people_bulk
from baeumgil.stages.people.services import seeding as people_seeding
from baeumgil.stages.people.terms import UnitKind
from baeumgil.stages.plan.services import clearing as plan_clearing
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.roadmap.queries.rulesets import in_force, rule_sets
from baeumgil.stages.roadmap.queries.runs import shown_run
from baeumgil.stages.roadmap.queries.standings import CityStandings, city_standings
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.services import bulk as roadmap_bulk
from baeumgil.stages.roadmap.services import requirements, rulesets
from baeumgil.stages.schedule.services import clearing as schedule_clearing
from baeumgil.stages.schedule.services.seeding import seed_schedule

RULES = "goyang_2024"
TRAINING_TOPIC = 7
RULES_DAY = date(2026, 1, 2)
EXEMPTED = 8
EXEMPTION_REASONS = (
    "같은 내용을 다른 기관에서 이수함(교육부서 확인)",
    "장기 파견 중 파견 기관에서 이수함",
    "해당 과정의 강사로 활동함",
)

ASKING = {UnitKind.DIVISION, UnitKind.TOWNSHIP}
OWN_RULES = "우리 시 생애주기 로드맵"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was put in. `requirements` are the stored states of `on`."""

    city: str
    size: int
    people: int
    units: int
    records: int
    requirements: int
    on: date
    reference_day: date
    logins: tuple[Login, ...]
    courses: int
    plans: Mapping[int, int]


def seed(actor: Actor) -> None:
    """Default policies and shipped rule sets; the city's own copy of one is in force, so that it can be edited."""
    people_seeding.seed_policies(actor=actor)
    rulesets.seed_templates(actor=actor)
    seed_plan(actor=actor)
    seed_schedule(actor=actor)
    seed_enrolment(actor=actor)
    rows = rule_sets()
    if not any(row.is_in_force for row in rows):
        template = next(row for row in rows if row.code == RULES)
        own = rulesets.adopt(actor=actor, template=template.id, name=OWN_RULES)
        rulesets.put_in_force(actor=actor, rule_set=own)


def build(*, size: int, seed_number: int, replace: bool, say: Say) -> Built:
    """The whole city in one transaction: either all of it is there afterwards, or nothing changed.

    The states are computed by the job that the same transaction queued, here or, if this is cut short, by the worker.

    Raises `CityNotEmpty` when people or units are there and `replace` is not asked for.
    """
    actor = Actor.operator(reason="가상 도시 만들기")
    city, really = invent(size, seed_number), clock.now()
    with transaction.atomic():
        with clock.fixed(REFERENCE_DAY):
            if replace:
                enrolment_clearing.clear_city(actor=actor)
                schedule_clearing.clear_city(actor=actor)
                plan_clearing.clear_city(actor=actor)
                roadmap_bulk.clear_city(actor=actor)
                people_bulk.clear_city(actor=actor)
            with clock.fixed(RULES_DAY):
                seed(actor)
            unit_ids, people = _load_people(city, actor, say)
            stages = in_force().stages
            before = city_standings(stages, REFERENCE_DAY)
            records = _load_training(city, actor, before, stages, unit_ids=unit_ids, say=say)
            _exempt(actor, before, stages)
            say("역할별 계정을 만듭니다")
            logins = make_logins(actor, city_standings(stages, REFERENCE_DAY), unit_ids)
            signers = {login.username: Signer(account, login.password) for login, account in logins.items()}
            plans = load_plans(
                actor,
                signers=signers,
                units=_divisions(city, unit_ids),
                on=REFERENCE_DAY,
                say=say,
            )
            teacher = next(account for login, account in logins.items() if login.role is Role.INSTRUCTOR)
            load_schedule(
                actor,
                versions=plans.versions,
                teacher=account_card(actor=actor, account=teacher).row.person,
                on=REFERENCE_DAY,
                say=say,
            )
            load_enrolment(actor, signers=signers, on=REFERENCE_DAY, now=really, say=say)
        requirements.ask_recompute(actor=actor)
    say("모든 사람의 단계를 계산합니다")
    worker.work(until=lambda: False, once=True)
    run = shown_run()
    return Built(
        city=city.organisation.city,
        size=size,
        people=people,
        units=len(unit_ids),
        records=records,
        requirements=run.rows if run else 0,
        on=run.on if run else clock.today(),
        reference_day=REFERENCE_DAY,
        logins=tuple(logins),
        courses=plans.courses,
        plans=plans.versions,
    )


def _divisions(city: City, unit_ids: Mapping[str, int]) -> list[int]:
    """Units that ask for courses, the liaison's first."""
    asking = [unit.key for unit in city.organisation.units if unit.spans[-1].kind in ASKING]
    return [unit_ids[key] for key in sorted(asking, key=lambda key: key != GENERAL_AFFAIRS)]


def _load_people(city: City, actor: Actor, say: Say) -> tuple[dict[str, int], int]:
    say(f"조직을 만듭니다: 부서 {len(city.organisation.units):,}곳")
    loaded = people_bulk.load_organisation(
        actor=actor, units=city.organisation.units, successions=city.organisation.successions
    )
    unit_ids = {key: int(unit) for key, unit in loaded.items()}
    say(f"사람과 경력을 만듭니다: 공무원 {city.size:,}명과 퇴직자, 공무직, 임용후보자")
    people = people_bulk.load_careers(actor=actor, people=city.people(unit_ids))
    return unit_ids, len(people)


def _load_training(
    city: City, actor: Actor, before: CityStandings, stages: Sequence[Stage], *, unit_ids: dict[str, int], say: Say
) -> int:
    say("이수 기록을 만듭니다")
    random = np.random.Generator(np.random.PCG64([city.seed, TRAINING_TOPIC]))
    names = unit_names(city.organisation, unit_ids)
    records = training_of(random, before, stages, names, REFERENCE_DAY)
    return roadmap_bulk.load_records(actor=actor, records=records, source="demo")


def _exempt(actor: Actor, before: CityStandings, stages: Sequence[Stage]) -> None:
    """A few people whose open stage the office decided they need not do."""
    rows = before.standings
    today = np.datetime64(REFERENCE_DAY, "D")
    held = np.flatnonzero((rows.opens <= today) & (rows.due >= today))
    chosen = held[:: max(1, len(held) // EXEMPTED)][:EXEMPTED]
    loads = [
        roadmap_bulk.ExemptionLoad(
            person=int(before.careers.person[rows.at[place]]),
            stage_code=stages[rows.stage[place]].code,
            reason=EXEMPTION_REASONS[turn % len(EXEMPTION_REASONS)],
            decided_on=REFERENCE_DAY,
        )
        for turn, place in enumerate(chosen)
    ]
    roadmap_bulk.load_exemptions(actor=actor, exemptions=loads)
