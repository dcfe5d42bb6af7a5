"""선발의 사실. Everything a selection of a call depends on, read for everybody at once.

A building block for actions and queries that have asked who may; a constant number of statements. Facts are those of
the closing of the call, so that the same call gives the same problem on every later day as long as nobody's records,
seats or wishes change.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q

from baeumgil.engines.selection.problem import AbsenceCap, Applicant, Problem, Quota, Session, Value
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Call
from baeumgil.stages.enrolment.models import Quota as QuotaRow
from baeumgil.stages.enrolment.queries.selection_bookings import absence_caps, busy_days, chain_of, seats_of_year
from baeumgil.stages.enrolment.queries.selection_own import no_session, own_sessions
from baeumgil.stages.enrolment.queries.selection_standings import (
    applying,
    completions,
    course_facts,
    day_of,
    due_stages,
    earlier_applications,
)
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.draw_numbers import draw_number
from baeumgil.stages.enrolment.rules.selection_values import Earlier, Standing, tier, values_of
from baeumgil.stages.enrolment.rules.session_titles import told_apart
from baeumgil.stages.enrolment.terms import AppliedVia, Criterion, QuotaKind
from baeumgil.stages.people.queries.headcounts import UnitChain, unit_chains
from baeumgil.stages.schedule.terms import SessionState

Groups = Mapping[str, tuple[str, ...]]
NOTHING: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One applicant beside the problem: the application, the body whose seat it would be, into which tier they fall."""

    application: int
    body: str
    tier: str


@dataclass(frozen=True, slots=True)
class SelectionFacts:
    """The problem, and whose draw number is whose."""

    problem: Problem
    candidates: Mapping[str, Candidate]

    @property
    def applications(self) -> Mapping[str, int]:
        """The application of each draw number."""
        return {number: candidate.application for number, candidate in self.candidates.items()}


class _Row(NamedTuple):
    id: int
    person: int
    number: str
    unit: int | None
    unit_name: str
    grade: int | None
    series: str
    arrival: int | None


def selection_facts(call: int) -> SelectionFacts:
    """The facts of a call's approved applications. Raises `CallNotFound`."""
    held = Call.objects.select_related("course").filter(pk=call).first()
    if held is None:
        raise CallNotFound(call=call)
    policy, on = policy_from_json(held.policy), day_of(held.closes_at)
    sessions = sessions_of(held)
    days = sorted({day for session in sessions for day in session.days})
    quotas = quotas_of([call]).get(call, ())
    rows = [
        _Row(*row)
        for row in applying(call)
        .order_by("pk")
        .values_list(
            "pk",
            "person_id",
            "number",
            "unit_id",
            "unit_name",
            "grade",
            "series",
            "arrival",
        )
    ]
    chains = unit_chains(on)
    caps: tuple[AbsenceCap, ...] = ()
    if policy.absence_percent is not None:
        units = {row.unit for row in rows if row.unit is not None}
        caps = absence_caps(units, chains, days, policy.absence_percent)
    values = _values(held, rows, on)
    seats = seats_of_year(call, min(days, default=on).year) if policy.seats_a_year is not None else {}
    busy = busy_days(call, days)
    wishes = _wishes(call, {session.id for session in sessions})
    groups = grouping(quotas, chains, with_units=bool(caps))
    own = own_sessions(held.institute_id, sessions, chains) if Criterion.OWN_INSTITUTE in policy.order else no_session
    said = [criterion.value for criterion in policy.order]
    applicants, candidates = [], {}
    told: dict[int, tuple[dict[str, Value], str]] = {}  # of values that many people share, one for all
    bodies: dict[tuple[int | None, str], str] = {}
    for row in rows:
        number, known, body = draw_number(row.number), values[row.id], (row.unit, row.unit_name)
        if id(known) not in told:
            told[id(known)] = ({name: known[name] for name in said if name in known}, tier(known))
        if body not in bodies:
            bodies[body] = _body(row, chains)
        mine, fallen = told[id(known)]
        applicants.append(
            Applicant(
                id=number,
                wishes=wishes.get(row.id, ()),
                values=mine,
                groups=groups(row.unit, row.grade, row.series),
                busy=tuple(sorted(busy[row.person])) if row.person in busy else (),
                held=seats.get(row.person, 0),
                own=own(row.unit),
            )
        )
        candidates[number] = Candidate(row.id, bodies[body], fallen)
    applicants.sort(key=lambda applicant: applicant.id)
    problem = Problem(
        name=held.name,
        mechanism=policy.mechanism.value,
        order=tuple(said),
        sessions=sessions,
        applicants=tuple(applicants),
        quotas=quotas,
        absences=caps,
        seats_a_year=policy.seats_a_year,
        most_waiting=policy.most_waiting,
        seed_hash=held.seed_hash,
    )
    return SelectionFacts(problem, candidates)


def sessions_of(call: Call) -> tuple[Session, ...]:
    """Sessions of a call with the seats that are still free; those no longer placed are left out. Two statements."""
    dates: dict[int, list[date]] = defaultdict(list)
    rows: Any = call.call_sessions.filter(session__session_days__isnull=False).values_list(
        "session_id", "session__session_days__on"
    )
    for session, on in rows.order_by("session_id", "session__session_days__on"):
        dates[session].append(on)
    placed: Any = (
        call.call_sessions.filter(session__state=SessionState.PLACED)
        .order_by("order", "pk")
        .values_list(
            "session_id",
            "session__name",
            "session__label",
            "session__number",
            "session__year__year",
            "session__seat_count__capacity",
            "session__seat_count__taken",
        )
    )
    titles = told_apart(
        {
            session: f"{name}{f' {label}' if label else ''} {number}기"
            for session, name, label, number, _year, _capacity, _taken in placed
        },
        {session: year for session, _name, _label, _number, year, _capacity, _taken in placed},
    )
    return tuple(
        Session(
            id=str(session),
            name=titles[session],
            seats=max(0, (capacity or 0) - (taken or 0)),
            days=tuple(dates[session]),
        )
        for session, _name, _label, _number, _year, capacity, taken in placed
    )


def quotas_of(calls: Collection[int]) -> Mapping[int, tuple[Quota, ...]]:
    """Shares of the seats of each of these calls; one statement."""
    found: dict[int, list[Quota]] = defaultdict(list)
    for row in QuotaRow.objects.filter(call_id__in=sorted(calls)).order_by("pk"):
        found[row.call_id].append(
            Quota(
                id=str(row.pk),
                kind=QuotaKind(row.kind).value,
                keys=frozenset(str(key) for key in row.keys),
                session=None if row.session_id is None else str(row.session_id),
                most=row.most,
                reserved=row.reserved,
            )
        )
    return {call: tuple(rows) for call, rows in found.items()}


def _wishes(call: int, sessions: set[str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows: Any = (
        applying(call)
        .filter(wishes__is_dropped=False)
        .order_by("pk", "wishes__rank")
        .values_list("pk", "wishes__session_id")
    )
    names = {int(session): session for session in sessions}
    for application, session in rows:
        if session in names:
            found[application].append(names[session])
    return {application: tuple(ranked) for application, ranked in found.items()}


def _values(call: Call, rows: Sequence[_Row], on: date) -> dict[int, dict[str, Value]]:
    """By application; who stands alike shares one mapping, which nobody changes."""
    course = course_facts(call, on)
    stages = due_stages(call.pk, course.stage_code, on)
    records = completions(call.pk, course.record_keys)
    earlier = earlier_applications(call)
    called_up, waiting = _unlike_most(call.pk)

    @cache
    def values(  # noqa: PLR0917  positional, for the cache
        due: bool,  # noqa: FBT001  as above
        promotion: date | None,
        done: tuple[tuple[str, date], ...],
        before: tuple[Earlier, ...],
        since: date | None,
        arrival: int | None,
    ) -> dict[str, Value]:
        standing = Standing(due, promotion, done, before, since, arrival)
        return values_of(standing, course=course.keys, duties=course.duties, on=on)

    return {
        row.id: values(
            row.person in stages.people or row.id in called_up,
            stages.promotions.get(row.person),
            tuple(records.get(row.person, ())),
            tuple(earlier.get(row.person, ())),
            waiting.get(row.id),
            row.arrival,
        )
        for row in rows
    }


def _unlike_most(call: int) -> tuple[set[int], dict[int, date]]:
    """Applications of people who were called up, and since when those wait that wait already; few of all."""
    rows = (
        applying(call)
        .filter(Q(via=AppliedVia.CALL_UP) | Q(waiting_since__isnull=False))
        .order_by("pk")
        .values_list("pk", "via", "waiting_since")
    )
    called_up, waiting = set(), {}
    for application, via, since in rows:
        if via == AppliedVia.CALL_UP:
            called_up.add(application)
        if since is not None:
            waiting[application] = day_of(since)
    return called_up, waiting


def grouping(
    quotas: Sequence[Quota], chains: Mapping[int, UnitChain], *, with_units: bool
) -> Callable[[int | None, int | None, str], Groups]:
    """Only what quotas and caps ask about is told of anybody."""
    kinds = {quota.kind for quota in quotas}

    @cache
    def groups(unit: int | None, grade: int | None, series: str) -> Groups:
        found: dict[str, tuple[str, ...]] = {}
        if with_units or QuotaKind.UNIT.value in kinds:
            found[QuotaKind.UNIT.value] = tuple(str(above) for above in chain_of(unit, chains))
        if QuotaKind.GRADE.value in kinds and grade is not None:
            found[QuotaKind.GRADE.value] = (str(grade),)
        if QuotaKind.SERIES.value in kinds and series:
            found[QuotaKind.SERIES.value] = (series,)
        return found

    return groups


def _body(row: _Row, chains: Mapping[int, UnitChain]) -> str:
    """The unit right below the top, under which the figures count somebody."""
    chain = chain_of(row.unit, chains)
    above = chain[-2:-1] or chain[-1:]
    return chains[above[0]].name if above and above[0] in chains else row.unit_name
