"""Which institute a page of resources is about."""

from collections.abc import Mapping

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.institutes import InstituteRow, institutes
from baeumgil.stages.schedule.access import may_change

NEAREST, FURTHEST = 2000, 2100
YEAR_DIGITS = 4


def asked_institute(actor: Actor, asked: QueryDict) -> tuple[InstituteRow, tuple[InstituteRow, ...]]:
    """The institute of `?institute=`, else our own, else the first; and all of them. Raises `InstituteNotFound`."""
    found = institutes(actor=actor)
    if not found:
        raise InstituteNotFound
    code = asked.get("institute", "")
    return next((row for row in found if row.code == code), found[0]), found


def institute_of(actor: Actor, institute: int) -> InstituteRow:
    """An institute by its number."""
    found = next((row for row in institutes(actor=actor) if row.id == institute), None)
    if found is None:
        raise InstituteNotFound(institute=institute)
    return found


def institute_tabs(name: str, found: tuple[InstituteRow, ...], current: InstituteRow) -> list[Tab]:
    """One tab for each institute; none when there is only one."""
    if len(found) == 1:
        return []
    address = reverse(f"web:{name}")
    return [Tab(row.name, f"{address}?{urlencode({'institute': row.code})}", row.id == current.id) for row in found]


def frame_of(actor: Actor, institute: InstituteRow) -> Mapping[str, object]:
    """What every page of resources shows of its institute."""
    return {"institute": institute, "may_edit": may_change(actor, is_example=institute.is_example)}


def asked_year(asked: QueryDict) -> int:
    """The year of `?year=`; this year when it cannot be read."""
    text = asked.get("year", "")
    if text.isascii() and text.isdecimal() and len(text) == YEAR_DIGITS and NEAREST <= int(text) <= FURTHEST:
        return int(text)
    return clock.today().year
