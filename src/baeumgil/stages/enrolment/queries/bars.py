"""참여 제한. Who may not apply for a while, and why."""

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import may_see_bars
from baeumgil.stages.enrolment.errors import BarNotFound
from baeumgil.stages.enrolment.models import Bar
from baeumgil.stages.enrolment.rules.waiting_rows import BarRow
from baeumgil.stages.people.queries.persons import person_rows


@reading("enrolment.bars", purpose="참여 제한 확인")
def bars(*, actor: Actor, is_on: bool = True, page: int = 1, size: int = 50) -> Page[BarRow]:
    """Bars that hold today, or all ever; the latest first. For the office and auditors. Raises `NotAllowed`."""
    _need(actor)
    chosen = Bar.objects.all()
    if is_on:
        today = clock.today()
        chosen = chosen.filter(lifted_at=None, starts_on__lte=today, ends_on__gte=today)
    total = chosen.count()
    number, start, end = bounds(page, size, total)
    rows = _rows(list(chosen.order_by("-starts_on", "-pk")[start:end]))
    saw([row.person for row in rows], page=number)
    return Page(rows=rows, number=number, size=end - start, total=total)


@reading("enrolment.bar", purpose="참여 제한 확인")
def bar_card(*, actor: Actor, bar: int) -> BarRow:
    """One bar. Raises `NotAllowed`, `BarNotFound`."""
    _need(actor)
    known = 0 < bar <= HIGHEST_NUMBER
    rows = _rows(list(Bar.objects.filter(pk=bar))) if known else ()
    if not rows:
        raise BarNotFound(bar=bar)
    saw([rows[0].person], bar=bar)
    return rows[0]


def _rows(found: list[Bar]) -> tuple[BarRow, ...]:
    today = clock.today()
    people = person_rows(person_ids=[one.person_id for one in found], on=today)
    return tuple(
        BarRow(
            id=one.pk,
            person=one.person_id,
            person_name=people[one.person_id].name,
            unit_name=people[one.person_id].unit_name,
            cause=one.cause,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            basis=one.basis,
            application=one.application_id,
            lifted_at=one.lifted_at,
            lifted_by=one.lifted_by,
            lifted_reason=one.lifted_reason,
            is_on=one.lifted_at is None and one.starts_on <= today <= one.ends_on,
        )
        for one in found
    )


def _need(actor: Actor) -> None:
    if not may_see_bars(actor):
        raise NotAllowed
