"""A small city in which every address can be tried by every role."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.models import Job
from baeumgil.stages.people.models import GrantRecord, RosterImport
from baeumgil.stages.people.services.api_keys import create_api_key
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.models import RecordImport, RuleSet, RuleSetVersion
from baeumgil.stages.roadmap.services import exemptions
from baeumgil.stages.roadmap.services.rulesets import adopt, put_in_force, seed_templates
from baeumgil.stages.roadmap.terms import RuleSetId
from tests.architecture.access_enrolment import enrolment_ids
from tests.architecture.access_plans import plan_ids
from tests.architecture.access_schedule import schedule_ids
from tests.build import a_person, a_unit
from tests.build_web import an_account, signed_in

OPERATOR = Actor.operator("access table")
NOBODY = "nobody"
ROLES: tuple[str, ...] = (NOBODY, *(role.value for role in Role))
WITHIN_UNIT = {Role.LIAISON, Role.HEAD, Role.INSTRUCTOR}


@dataclass(frozen=True, slots=True)
class World:
    """Clients by role, and the ids that stand for `own` and `other` in an address."""

    clients: Mapping[str, Client]
    ids: Mapping[str, Mapping[str, object]]


def a_world() -> World:
    """Two units, people in both, one of everything an address can name."""
    seed_policies(actor=OPERATOR)
    seed_templates(actor=OPERATOR)
    template = RuleSet.objects.filter(is_template=True).order_by("code").values_list("pk", flat=True)[0]
    rule_set = adopt(actor=OPERATOR, template=RuleSetId(template), name="우리 시 규칙")
    put_in_force(actor=OPERATOR, rule_set=rule_set)
    city = a_unit("배움시", code="1000000")
    own, other = a_unit("총무과", code="1000001", parent=city), a_unit("세무과", code="1000002", parent=city)
    people = {
        "own": a_person("김가을", staff_no="A1", unit=own),
        "other": a_person("박겨울", staff_no="B1", unit=other),
    }
    stage = RuleSetVersion.objects.filter(rule_set_id=rule_set).values_list("stages", flat=True)[0][0]["code"]
    exempt = {
        side: exemptions.grant(actor=OPERATOR, person=person, stage_code=stage, reason="이미 이수")
        for side, person in people.items()
    }
    target = an_account(Role.LIAISON, unit=own, person=a_person("최여름", staff_no="C1", unit=own))
    roster = RosterImport.objects.create(
        file_name="명단.xlsx",
        file_digest="0" * 64,
        as_of=date(2026, 7, 1),
        state=RosterState.DISCARDED,
        created_at=clock.now(),
    )
    RecordImport.objects.create(
        pk=roster.pk,
        file_name="이수.xlsx",
        file_digest="0" * 64,
        state=RosterState.DISCARDED,
        created_at=clock.now(),
    )
    job = Job.objects.create(name="roadmap.recompute", requested_at=clock.now(), run_after=clock.now(), state="done")
    common: dict[str, object] = {
        "account": target,
        "grant": GrantRecord.objects.filter(account_id=target).values_list("pk", flat=True)[0],
        "job": job.pk,
        "key": create_api_key(actor=OPERATOR, name="시험", scopes=["people:read"], expires_on=None).id,
        "import_id": roster.pk,
        "job_id": job.pk,
        "rule_set_id": rule_set,
        "number": 1,
        "place": 0,
        "what": "rename",
        "policy_key": "people.youngest_age",
        "first_day": "2999-01-01",
    }
    plans = plan_ids({"own": own, "other": other}, same_number=roster.pk)
    first = plans["own"]
    schedules = schedule_ids(institute=int(str(first["institute_id"])), course=int(str(first["course_id"])))
    enrolments = enrolment_ids(
        institute=int(str(first["institute_id"])), units={"own": own, "other": other}, people=people
    )
    ids = {
        side: {
            **common,
            **plans[side],
            **schedules,
            **enrolments[side],
            "person_id": people[side],
            "exemption_id": exempt[side],
            "unit_id": unit,
            "staff_no": {"own": "A1", "other": "B1"}[side],
            "code": {"own": "1000001", "other": "1000002"}[side],
        }
        for side, unit in (("own", own), ("other", other))
    }
    return World(clients=_clients(own), ids=ids)


def _clients(own: int) -> dict[str, Client]:
    clients = {NOBODY: Client()}
    for role in Role:
        client = Client()
        if role in WITHIN_UNIT:
            signed_in(client, role, unit=own)
        else:
            signed_in(client, role, person=None if role is Role.SYSTEM_ADMIN else a_person(unit=own))
        clients[role.value] = client
    return clients


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address with the names of its parameters."""
    for pattern, namespace in _walk(get_resolver().url_patterns, ""):
        name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
        yield name, tuple(pattern.pattern.converters)


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, pattern.namespace or namespace)
        else:
            yield pattern, namespace


def address_of(name: str, parameters: tuple[str, ...], ids: Mapping[str, object]) -> str:
    """The address with its parameters filled in; an unknown parameter fails loudly."""
    return reverse(name, kwargs={parameter: ids[parameter] for parameter in parameters})
