"""One person: who they were and are, and their road."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.people.search_form import asked_day
from baeumgil.stages.people.queries.persons import PersonCard, person_card
from baeumgil.stages.people.rules.career import Career


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a career, as the timeline tells it."""

    on: date
    sort: str
    title: str
    detail: str


@require_GET
def show(request: PageRequest, person_id: int) -> HttpResponse:
    """The person page, as of today or of `?on=`."""
    today = clock.today()
    on = asked_day(request.GET.get("on", ""), today)
    card = person_card(actor=request.actor, on=on, person=person_id)
    context = {
        "card": card,
        "person": card.row,
        "career": card.career,
        "birth": masked_birth(card),
        "events": events(card.career),
        "on": on,
        "today": today,
        "is_today": on == today,
    }
    return page(request, "people/person.html", context)


def masked_birth(card: PersonCard) -> str:
    """Year of birth with month and day hidden: `1985-**-**`."""
    return f"{card.career.birth_on.year}-**-**" if card.career.birth_on else ""


def events(career: Career) -> list[Event]:
    """The career as one list, the newest first."""
    told: list[Event] = []
    for service in career.services:
        told.append(Event(service.starts_on, "service", label_of(service.entry), label_of(service.employment)))
        if service.ends_on is not None:
            title = label_of(service.exit) if service.exit else _("재직 끝")
            told.append(Event(service.ends_on, "end", title, label_of(service.employment)))
    told += [
        Event(
            span.starts_on,
            "grade",
            _("%(title)s %(change)s") % {"title": span.title, "change": label_of(span.change)},
            span.series,
        )
        for span in career.grades
    ]
    told += [
        Event(span.starts_on, "posting", span.unit_name, span.position_title or label_of(span.position))
        for span in career.postings
    ]
    for absence in career.absences:
        told.append(Event(absence.starts_on, "absence", label_of(absence.kind), ""))
        if absence.ends_on is not None:
            told.append(Event(absence.ends_on, "back", _("%(kind)s 끝") % {"kind": label_of(absence.kind)}, ""))
    return sorted(told, key=lambda event: event.on, reverse=True)
