"""Reading the open format of docs/formats/selection.md: a value, or every fault of the file at once."""

import re
from typing import Final, cast

from baeumgil.engines.intake.faults import Fault, Faults
from baeumgil.engines.intake.form import Form
from baeumgil.engines.selection.judging import SelectionBroken, judge_problem
from baeumgil.engines.selection.problem import AbsenceCap, Applicant, Mechanism, Problem, Quota, Session, Value
from baeumgil.engines.selection.result import CODES, Refusal, Result, Seating
from baeumgil.engines.selection.writing import FORMAT_VERSION, PROBLEM_FORMAT, RESULT_FORMAT

__all__ = ["Fault", "SelectionBroken", "read_problem", "read_result"]

MECHANISMS: Final = ("serial", "deferred", "fill", "first_come")
KINDS: Final = ("unit", "grade", "series")
MOST_SESSIONS, MOST_APPLICANTS, MOST_QUOTAS, MOST_ABSENCES = 5_000, 2_000_000, 5_000, 500_000
MOST_WISHES, MOST_DAYS, MOST_KEYS = 50, 400, 20_000
_HASH = re.compile(r"[0-9a-f]{64}")
_WEEK = re.compile(r"[0-9]{4}-W[0-9]{2}")


class SelectionForm(Form):
    """An object of a selection's file; its ids may be longer, so that a stage's own fit."""

    id_length = 120


def read_problem(data: object) -> Problem:
    """Read a problem from a JSON value; SelectionBroken with every fault otherwise."""
    faults = Faults()
    form = _opened(faults, data, PROBLEM_FORMAT)
    hashed = form.text("seed_hash")
    if hashed and not _HASH.fullmatch(hashed):
        form.faults.wrong("seed_hash", hashed, "소문자 16진수 64자리", "64 lower-case hex digits")
    problem = Problem(
        name=form.text("name", required=True),
        mechanism=cast("Mechanism", form.choice("mechanism", MECHANISMS)),
        order=form.words("order", required=True, most=20),
        sessions=tuple(
            Session(each.id(), each.text("name"), each.number("seats"), each.days("days", most=MOST_DAYS))
            for each in form.forms("sessions", required=True, most=MOST_SESSIONS)
        ),
        applicants=tuple(_applicant(each) for each in form.forms("applicants", required=True, most=MOST_APPLICANTS)),
        quotas=tuple(
            Quota(
                each.id(),
                each.choice("kind", KINDS),
                frozenset(each.words("keys", required=True, most=MOST_KEYS)),
                each.id_or_none("session"),
                each.number_or_none("most"),
                each.number_or_none("reserved", least=1),
            )
            for each in form.forms("quotas", most=MOST_QUOTAS)
        ),
        absences=tuple(
            AbsenceCap(each.id("unit"), _week(each), each.number("most"), each.number("held", default=0))
            for each in form.forms("absences", most=MOST_ABSENCES)
        ),
        seats_a_year=form.number_or_none("seats_a_year"),
        most_waiting=form.number_or_none("most_waiting"),
        seed_hash=hashed,
    )
    form.close()
    # Rows that could not be read are left out: judged with the rest, places would name other rows.
    if not faults.found:
        judge_problem(problem, faults)
    if faults.found:
        raise SelectionBroken(faults.found)
    return problem


def read_result(data: object) -> Result:
    """Read a result from a JSON value; SelectionBroken with every fault otherwise."""
    faults = Faults()
    form = _opened(faults, data, RESULT_FORMAT)
    result = Result(
        order=form.words("order", required=True, most=MOST_APPLICANTS),
        seated=tuple(
            Seating(each.id("applicant"), each.id("session"), each.number("rank", least=1), each.text("by"))
            for each in form.forms("seated", required=True, most=MOST_APPLICANTS)
        ),
        waiting=form.words("waiting", required=True, most=MOST_APPLICANTS),
        not_selected=form.words("not_selected", required=True, most=MOST_APPLICANTS),
        refusals=tuple(
            Refusal(
                each.id("applicant"),
                each.id("session"),
                each.choice("code", CODES),
                each.text("at"),
                each.id_or_none("last"),
                each.flag("by_path"),
            )
            for each in form.forms("refusals", required=True, most=MOST_APPLICANTS * MOST_WISHES)
        ),
    )
    form.close()
    if faults.found:
        raise SelectionBroken(faults.found)
    return result


def _opened(faults: Faults, data: object, name: str) -> SelectionForm:
    form = SelectionForm(faults, "", data)
    if form.is_object:
        form.choice("format", (name,))
        version = form.given("version")
        if version != FORMAT_VERSION or isinstance(version, bool):
            form.faults.wrong("version", version, str(FORMAT_VERSION), str(FORMAT_VERSION))
    return form


def _week(form: SelectionForm) -> str:
    week = form.id("week")
    if week and not _WEEK.fullmatch(week):
        form.faults.wrong(form.at("week"), week, '"2026-W49" 꼴의 주', 'a week written like "2026-W49"')
    return week


def _applicant(form: SelectionForm) -> Applicant:
    groups = SelectionForm(form.faults, form.at("groups"), form.table("groups"))
    found = {kind: groups.words(kind, most=MOST_QUOTAS) for kind in KINDS if groups.given(kind) is not None}
    groups.close()
    return Applicant(
        id=form.id(),
        wishes=form.words("wishes", required=True, most=MOST_WISHES),
        values=cast("dict[str, Value]", form.table("values")),
        groups=found,
        busy=form.days("busy", most=MOST_DAYS),
        held=form.number("held", default=0),
        own=form.words("own", most=MOST_SESSIONS),
    )
