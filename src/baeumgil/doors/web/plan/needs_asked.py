"""Which plan year and institute a needs page is about, and the tabs that all of them share."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.plan.access import may_see_needs
from baeumgil.stages.plan.queries.institutes import InstituteRow, institute_by_code, own_institute

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan year of an institute; `query` carries both to the next page."""

    year: int
    institute: InstituteRow
    query: str

    @property
    def years(self) -> range:
        """Years to choose from: the asked one and those around the coming one."""
        coming = clock.today().year + 1
        return range(min(self.year, coming - 3), max(self.year, coming + 1) + 1)


def asked(request: PageRequest) -> Asked:
    """From the address: next year and our own institute if not said. Raises `InstituteNotFound`."""
    text, code = request.GET.get("year", ""), request.GET.get("institute", "")
    year = int(text) if text.isdecimal() and FIRST_YEAR <= int(text[:6]) <= LAST_YEAR else clock.today().year + 1
    institute = institute_by_code(code) if code else own_institute()
    return Asked(year, institute, urlencode({"year": year} | ({"institute": code} if code else {})))


def tabs(actor: Actor, found: Asked, current: str) -> list[Tab]:
    """Overview, requests, rounds, surveys and gaps; liaisons see what they have to do with."""
    offered = [("needs-requests", _("부서 요청")), ("needs-rounds", _("수요조사 회차"))]
    if may_see_needs(actor):
        offered = [
            ("needs", _("과정별 수요")),
            *offered,
            ("surveys", _("직원 설문")),
            ("needs-gaps", _("역량 차이")),
        ]
    return [
        Tab(label, f"{reverse(f'web:{name}')}?{found.query}", is_current=name == current) for name, label in offered
    ]
