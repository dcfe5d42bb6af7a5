"""교육훈련기관."""

from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.access import may_see_catalogue
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.models import Institute, InstituteUnit
from baeumgil.stages.plan.rules.spelling import is_text


@dataclass(frozen=True, slots=True)
class InstituteRow:
    """교육훈련기관. `is_example` marks published plans of others, shipped as samples."""

    id: int
    code: str
    name: str
    body_name: str
    authority: Authority
    is_example: bool
    source: str


def institutes(*, actor: Actor) -> tuple[InstituteRow, ...]:
    """All institutes, our own first."""
    if not may_see_catalogue(actor):
        raise NotAllowed
    return tuple(_row(found) for found in Institute.objects.order_by("is_example", "pk"))


def own_institute() -> InstituteRow:
    """The first institute that is no example. Raises `InstituteNotFound` before one was set up."""
    found = Institute.objects.filter(is_example=False).order_by("pk").first()
    if found is None:
        raise InstituteNotFound
    return _row(found)


def institute_by_id(institute: int) -> InstituteRow:
    """One institute. Raises `InstituteNotFound`."""
    found = Institute.objects.filter(pk=institute).first()
    if found is None:
        raise InstituteNotFound(institute=institute)
    return _row(found)


def institute_by_code(code: str) -> InstituteRow:
    """The institute of a code. Raises `InstituteNotFound`."""
    found = Institute.objects.filter(code=code).first() if is_text(code) else None
    if found is None:
        raise InstituteNotFound(institute=code)
    return _row(found)


def own_units(institute: int) -> frozenset[int]:
    """Units whose people, with those below, the institute serves as its own; none unless somebody said so."""
    return frozenset(InstituteUnit.objects.filter(institute_id=institute).values_list("unit_id", flat=True))


def _row(found: Institute) -> InstituteRow:
    return InstituteRow(
        found.pk, found.code, found.name, found.body_name, found.authority, found.is_example, found.source
    )
