"""Reading the open format of docs/formats/timetable.md: a value, or every fault of the file at once."""

from baeumgil.engines.intake.faults import Fault, Faults, FileBroken
from baeumgil.engines.intake.form import Form
from baeumgil.engines.timetabling.limits import (
    FORMAT_VERSION,
    MOST_DAYS,
    MOST_INSTRUCTORS,
    MOST_ORDERS,
    MOST_PEOPLE,
    MOST_POINTS,
    MOST_ROOMS,
    MOST_SESSIONS,
    PLAN_FORMAT,
    PROBLEM_FORMAT,
)
from baeumgil.engines.timetabling.plan import (
    CostLine,
    Fact,
    Placement,
    PlanStatus,
    RepairFigures,
    RepairLevel,
    Step,
    Timetable,
    Unplaced,
    WayOut,
)
from baeumgil.engines.timetabling.problem import (
    ALL_WEEK,
    Avoided,
    Calendar,
    CostRule,
    Costs,
    Course,
    Group,
    Instructor,
    NamedDay,
    Order,
    Pattern,
    Pin,
    Present,
    Problem,
    Role,
    Room,
    RoomNeed,
    Session,
    Span,
)
from baeumgil.engines.timetabling.references import judge_problem

__all__ = ["Fault", "ProblemBroken", "read_plan", "read_problem"]


class ProblemBroken(FileBroken):
    """A problem or a plan that cannot be read, with all its faults."""


_MOST_COUNTED = 10**12
_LONG_TEXT = 1_000_000


def read_problem(data: object) -> Problem:
    """Read a problem from a JSON value; ProblemBroken with every fault otherwise."""
    faults = Faults()
    form = _opened(faults, data, PROBLEM_FORMAT)
    problem = Problem(
        name=form.text("name"),
        calendar=_calendar(form),
        rooms=tuple(_room(each) for each in form.forms("rooms", required=True, most=MOST_ROOMS)),
        instructors=tuple(
            _instructor(each) for each in form.forms("instructors", required=True, most=MOST_INSTRUCTORS)
        ),
        groups=tuple(
            Group(each.id(), each.text("name", required=True), each.number("away_limit", MOST_PEOPLE))
            for each in form.forms("groups")
        ),
        courses=tuple(
            Course(each.id(), each.text("name", required=True), each.number_or_none("gap_days", MOST_DAYS))
            for each in form.forms("courses", required=True)
        ),
        sessions=tuple(_session(each) for each in form.forms("sessions", required=True, most=MOST_SESSIONS)),
        orders=tuple(
            Order(each.id("before"), each.id("after"), each.number("lag_days", MOST_DAYS, default=0))
            for each in form.forms("orders", most=MOST_ORDERS)
        ),
        costs=_costs(form),
    )
    form.close()
    # Where objects were no objects, places no longer tell which entry of the file is meant.
    if not faults.is_oversized:
        judge_problem(problem, data, faults)
    if faults.found:
        raise ProblemBroken(faults.found)
    return problem


def read_plan(data: object) -> Timetable:
    """Read a plan from a JSON value; ProblemBroken with every fault otherwise."""
    faults = Faults()
    form = _opened(faults, data, PLAN_FORMAT)
    timetable = Timetable(
        problem=form.text("problem", required=True),
        engine=form.text("engine", required=True),
        seed=form.number("seed", _MOST_COUNTED),
        recipe=tuple(_step(each) for each in form.forms("recipe", required=True)),
        placed=tuple(_placement(each) for each in form.forms("placed", required=True)),
        unplaced=tuple(_unplaced(each) for each in form.forms("unplaced", required=True)),
        costs=tuple(
            CostLine(
                CostRule(each.choice("rule", [rule.value for rule in CostRule])),
                each.number("amount", _MOST_COUNTED),
                each.number("cost", _MOST_COUNTED),
            )
            for each in form.forms("costs", required=True)
        ),
        cost=form.number("cost", _MOST_COUNTED),
        bound=form.number_or_none("bound", _MOST_COUNTED, required=True),
        status=PlanStatus(form.choice("status", [status.value for status in PlanStatus])),
        repair=_repair(form),
    )
    form.close()
    seen: set[str] = set()
    for at, session in enumerate([each.session for each in timetable.placed] + [u.session for u in timetable.unplaced]):
        place = f"placed[{at}]" if at < len(timetable.placed) else f"unplaced[{at - len(timetable.placed)}]"
        if session and session in seen:
            faults.twice(f"{place}.session", session)
        seen.add(session)
    if faults.found:
        raise ProblemBroken(faults.found)
    return timetable


def _opened(faults: Faults, data: object, name: str) -> Form:
    form = Form(faults, "", data)
    given = form.given("format")
    if form.is_object and given != name:
        form.choice("format", [name])
        if given is not None:
            raise ProblemBroken(faults.found)
    version = form.given("version")
    if form.is_object and (version != FORMAT_VERSION or isinstance(version, bool)):
        form.number("version", FORMAT_VERSION, least=FORMAT_VERSION)
    return form


def _span(form: Form) -> Span:
    first, last = form.day("first"), form.day("last")
    return Span(first, last, form.text("why"))


def _spans(form: Form, key: str) -> tuple[Span, ...]:
    return tuple(_span(each) for each in form.forms(key))


def _calendar(form: Form) -> Calendar:
    inner = Form(form.faults, form.at("calendar"), form.given("calendar"))
    calendar = Calendar(
        first=inner.day("first"),
        last=inner.day("last"),
        weekend=inner.weekdays("weekend", default=(6, 7)),
        holidays=tuple(NamedDay(each.day("on"), each.text("name", required=True)) for each in inner.forms("holidays")),
        working=tuple(NamedDay(each.day("on"), each.text("name", required=True)) for each in inner.forms("working")),
        avoid=tuple(
            Avoided(
                each.day("first"), each.day("last"), each.text("name", required=True), each.number("cost", MOST_POINTS)
            )
            for each in inner.forms("avoid")
        ),
    )
    inner.close()
    return calendar


def _room(form: Form) -> Room:
    return Room(
        id=form.id(),
        name=form.text("name", required=True),
        seats=form.number("seats", MOST_PEOPLE),
        site=form.text("site"),
        features=form.words("features"),
        closed=_spans(form, "closed"),
    )


def _instructor(form: Form) -> Instructor:
    return Instructor(
        id=form.id(),
        name=form.text("name", required=True),
        away=_spans(form, "away"),
        weekdays=form.weekdays("weekdays", default=ALL_WEEK),
        fee=form.number("fee", MOST_POINTS, default=0),
    )


def _session(form: Form) -> Session:
    return Session(
        id=form.id(),
        course=form.id("course"),
        number=form.number("number", MOST_PEOPLE),
        name=form.text("name"),
        people=form.number("people", MOST_PEOPLE),
        days=form.number("days", MOST_DAYS, least=1),
        pattern=Pattern(form.choice("pattern", [each.value for each in Pattern], default=Pattern.BLOCK.value)),
        within_week=form.flag("within_week"),
        windows=_spans(form, "windows"),
        wish=_wish(form),
        weekdays=form.weekdays("weekdays", default=()),
        room=_room_need(form),
        roles=tuple(Role(each.id(), each.words("instructors", required=True)) for each in form.forms("roles")),
        audiences=form.words("audiences"),
        absent={name: form.as_number(path, item, MOST_PEOPLE) for path, name, item in form.pairs("absent")},
        priority=form.number("priority", 9, least=1, default=1),
        pinned=_pin(form),
        announced=form.day_or_none("announced"),
        present=_present(form),
        selected=form.number("selected", MOST_PEOPLE, default=0),
    )


def _wish(form: Form) -> Span | None:
    inner = form.form_or_none("wish")
    if inner is None:
        return None
    span = _span(inner)
    inner.close()
    return span


def _room_need(form: Form) -> RoomNeed | None:
    inner = form.form_or_none("room")
    if inner is None:
        return None
    need = RoomNeed(inner.words("features"), inner.words("only"))
    inner.close()
    return need


def _names(form: Form, key: str) -> dict[str, str]:
    return {name: form.as_text(path, item) for path, name, item in form.pairs(key)}


def _pin(form: Form) -> Pin | None:
    inner = form.form_or_none("pinned")
    if inner is None:
        return None
    pin = Pin(inner.day_or_none("starts"), inner.id_or_none("room"), _names(inner, "instructors"))
    inner.close()
    return pin


def _present(form: Form) -> Present | None:
    inner = form.form_or_none("present")
    if inner is None:
        return None
    present = Present(inner.day("starts"), inner.id_or_none("room"), _names(inner, "instructors"))
    inner.close()
    return present


def _costs(form: Form) -> Costs:
    inner = form.form_or_none("costs")
    usual = Costs()
    if inner is None:
        return usual
    rules = {rule.value: inner.number(rule, MOST_POINTS, default=getattr(usual, rule)) for rule in CostRule}
    percent = inner.number("crowded_percent", MOST_PEOPLE, default=usual.crowded_percent)
    inner.close()
    return Costs(**rules, crowded_percent=percent)


def _step(form: Form) -> Step:
    return Step(
        name=form.text("name", required=True),
        limit=form.number("limit", _MOST_COUNTED, default=0),
        seed=form.number("seed", _MOST_COUNTED, default=0),
        extra={name: form.as_number(path, item, _MOST_COUNTED) for path, name, item in form.pairs("extra")},
    )


def _placement(form: Form) -> Placement:
    return Placement(
        session=form.id("session"),
        starts=form.day("starts"),
        days=tuple(form.as_day(path, item) for path, item in form.each("days", required=True)),
        room=form.id_or_none("room"),
        instructors=_names(form, "instructors"),
    )


def _unplaced(form: Form) -> Unplaced:
    return Unplaced(
        session=form.id("session"),
        why=tuple(
            Fact(
                code=each.text("code", required=True),
                subject=each.text("subject", most=_LONG_TEXT),
                korean=each.text("korean", most=_LONG_TEXT),
                english=each.text("english", most=_LONG_TEXT),
            )
            for each in form.forms("why")
        ),
        ways_out=tuple(
            WayOut(
                code=each.text("code", required=True),
                korean=each.text("korean", most=_LONG_TEXT),
                english=each.text("english", most=_LONG_TEXT),
                disturbed=each.number("disturbed", _MOST_COUNTED, default=0),
                changes=each.table("changes"),
            )
            for each in form.forms("ways_out")
        ),
        is_minimal=form.flag("is_minimal"),
    )


def _repair(form: Form) -> RepairFigures | None:
    inner = form.form_or_none("repair")
    if inner is None:
        return None
    figures = RepairFigures(
        moved=inner.number("moved", _MOST_COUNTED),
        selected_moved=inner.number("selected_moved", _MOST_COUNTED),
        instructor_changes=inner.number("instructor_changes", _MOST_COUNTED),
        room_changes=inner.number("room_changes", _MOST_COUNTED),
        days_shifted=inner.number("days_shifted", _MOST_COUNTED),
        level=RepairLevel(inner.choice("level", [each.value for each in RepairLevel])),
        proved=inner.flag("proved"),
    )
    inner.close()
    return figures
