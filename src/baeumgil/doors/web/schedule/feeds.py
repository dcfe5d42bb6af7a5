"""달력 구독: own addresses for calendar programs, and what these programs fetch."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baeumgil.core import clock
from baeumgil.core.errors import NotFound, Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest, before_password_change, public
from baeumgil.doors.web.schedule.frame import tabs_of, unit_of
from baeumgil.engines.calendar.feed import calendar_text
from baeumgil.stages.enrolment.queries.own_seats import own_seats
from baeumgil.stages.people.queries.organisation import unit_on
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.schedule.access import may_have_feed
from baeumgil.stages.schedule.queries.calendars import instructor_names, room_names
from baeumgil.stages.schedule.queries.feeds import feed_events, feed_stamp, my_feeds
from baeumgil.stages.schedule.services.feeds import note_use, open_feed, revoke_feed
from baeumgil.stages.schedule.terms import FeedKind


class FeedForm(PageForm):
    """구독 주소 만들기. What the calendar shows, such as `room:3`."""

    what = forms.ChoiceField(label=gettext_lazy("무엇을 볼지"))
    name = forms.CharField(
        label=gettext_lazy("달력 이름"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("비우면 고른 것의 이름을 씁니다."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def arguments(self) -> dict[str, Any]:
        """What `open_feed` takes."""
        kind, _colon, subject = self.cleaned_data["what"].partition(":")
        return {"kind": FeedKind(kind), "subject": int(subject) if subject else None, "name": self.cleaned_data["name"]}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """Own feeds; a new one's address is shown once."""
    need(may_have_feed(request.actor))
    choices = _choices(request)
    form, address = FeedForm(posted(request), choices=choices), ""
    if form.is_valid():
        try:
            opened = open_feed(actor=request.actor, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            address = request.build_absolute_uri(reverse("web:calendar-feed", args=[opened.token]))
            form = FeedForm(choices=choices)
    context = {
        "tabs": tabs_of(request.actor, "feeds", clock.today()),
        "form": form,
        "address": address,
        "feeds": my_feeds(actor=request.actor),
    }
    return page(request, "schedule/feeds.html", context, status=form.status)


@require_POST
def revoke(request: PageRequest, feed_id: int) -> HttpResponse:
    """Take an address back at once."""
    revoke_feed(actor=request.actor, feed=feed_id)
    messages.success(request, _("구독 주소를 거두었습니다. 지금부터 열리지 않습니다."))
    return go("schedule-feeds")


@public
@before_password_change
@require_safe
def feed(request: PageRequest, token: str) -> HttpResponse:
    """The calendar itself, for programs: no page, no cookie; not sent again when nothing changed."""
    try:
        stamp = feed_stamp(token, seats=own_seats)
    except NotFound:
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    note_use(stamp)
    mark = f'"{stamp.mark}"'
    answer: HttpResponse
    if _is_known(request, mark):
        answer = HttpResponseNotModified()
    else:
        base = request.build_absolute_uri(reverse("web:schedule-session", args=[0]))[:-1]
        text = calendar_text(stamp.name, feed_events(stamp, lambda session: f"{base}{session}"))
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["ETag"] = mark
    answer["Last-Modified"] = http_date(stamp.changed_at.timestamp())
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _is_known(request: HttpRequest, mark: str) -> bool:
    """Whether the program has this state. Only the mark tells: a session that left has no later moment to show."""
    known = request.headers.get("If-None-Match", "")
    return mark in (part.strip().removeprefix("W/") for part in known.split(","))


def _choices(request: PageRequest) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("mine", _("내 일정")), ("institute", _("교육일정 전체"))]
    unit = unit_of(request.actor)
    if unit is not None:
        found.append((f"unit:{unit}", unit_on(unit, clock.today()).name))
    try:
        institute = own_institute().id
    except InstituteNotFound:
        return found
    rooms = [(f"room:{number}", name) for number, name in room_names(actor=request.actor, institute=institute)]
    teachers = [
        (f"instructor:{number}", name) for number, name in instructor_names(actor=request.actor, institute=institute)
    ]
    return [*found, *([(_("강의실"), rooms)] if rooms else []), *([(_("강사"), teachers)] if teachers else [])]
