"""강의실: the list, one of them, its closures; buildings."""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.institutes import asked_institute, frame_of, institute_of, institute_tabs
from baeumgil.doors.web.schedule.resources_forms import ClosureForm, RoomForm, SiteForm
from baeumgil.stages.plan.queries.institutes import InstituteRow
from baeumgil.stages.schedule.access import may_change, may_see_drafts
from baeumgil.stages.schedule.errors import RoomNotFound
from baeumgil.stages.schedule.queries.places import room_card, rooms, site_row, sites
from baeumgil.stages.schedule.services.places import close_room, reopen_room, save_room, save_site

FORM = "schedule/resources/form.html"


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """All rooms by building."""
    need(may_see_drafts(request.actor))
    institute, found = asked_institute(request.actor, request.GET)
    by_site = {
        site: list(rows)
        for site, rows in groupby(rooms(actor=request.actor, institute=institute.id), key=lambda row: row.site)
    }
    context = {
        "sites": [(row, by_site.get(row.id, [])) for row in sites(actor=request.actor, institute=institute.id)],
        "tabs": institute_tabs("schedule-rooms", found, institute),
        "today": clock.today(),
        **frame_of(request.actor, institute),
    }
    return page(request, "schedule/resources/rooms.html", context)


@require_GET
def show(request: PageRequest, room_id: int) -> HttpResponse:
    """One room and when it is closed."""
    need(may_see_drafts(request.actor))
    card = room_card(actor=request.actor, room=room_id)
    context = {"card": card, "row": card.row, "today": clock.today(), **_frame(request, card.row.institute)}
    return page(request, "schedule/resources/room.html", context)


@require_http_methods(["GET", "POST"])
def site_new(request: PageRequest) -> HttpResponse:
    """Set up a building."""
    institute = asked_institute(request.actor, request.GET)[0]
    _need(request, institute)
    form = SiteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            save_site(actor=request.actor, institute=institute.id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("교육 장소를 넣었습니다. 이제 강의실을 넣으세요."))
            return _to_rooms(institute)
    return _form(request, form, institute, _("새 교육 장소"))


@require_http_methods(["GET", "POST"])
def site_edit(request: PageRequest, site_id: int) -> HttpResponse:
    """Change a building."""
    row = site_row(actor=request.actor, site=site_id)
    institute = institute_of(request.actor, row.institute)
    _need(request, institute)
    form = SiteForm(posted(request), initial=asdict(row))
    if request.method == "POST" and form.is_valid():
        try:
            save_site(actor=request.actor, institute=institute.id, site=site_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("교육 장소를 저장했습니다."))
            return _to_rooms(institute)
    return _form(request, form, institute, row.name)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Set up a room; without any building one is set up first."""
    institute = asked_institute(request.actor, request.GET)[0]
    _need(request, institute)
    found = sites(actor=request.actor, institute=institute.id)
    if not found:
        messages.info(request, _("강의실을 넣으려면 교육 장소가 먼저 있어야 합니다."))
        return _with_institute("schedule-site-new", institute)
    form = RoomForm(posted(request), sites=found, initial={"site": request.GET.get("site", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = save_room(actor=request.actor, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("강의실을 넣었습니다."))
            return go("schedule-room-card", made)
    return _form(request, form, institute, _("새 강의실"))


@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, room_id: int) -> HttpResponse:
    """Change a room."""
    row = room_card(actor=request.actor, room=room_id).row
    institute = institute_of(request.actor, row.institute)
    _need(request, institute)
    found = sites(actor=request.actor, institute=institute.id)
    initial = asdict(row) | {"features": [feature.value for feature in row.features]}
    form = RoomForm(posted(request), sites=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_room(actor=request.actor, room=room_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("강의실을 저장했습니다."))
            return go("schedule-room-card", room_id)
    return _form(request, form, institute, row.name, reverse("web:schedule-room-card", args=[room_id]))


@require_http_methods(["GET", "POST"])
def close(request: PageRequest, room_id: int) -> HttpResponse:
    """Say that a room cannot be used for a while."""
    row = room_card(actor=request.actor, room=room_id).row
    institute = institute_of(request.actor, row.institute)
    _need(request, institute)
    form = ClosureForm(posted(request), initial={"first": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            close_room(actor=request.actor, room=room_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("사용 불가 기간을 적었습니다. 그때 잡힌 기수는 옮기기 전까지 그대로 있습니다."))
            return go("schedule-room-card", room_id)
    heading = _("%(room)s 사용 불가") % {"room": row.name}
    return _form(request, form, institute, heading, reverse("web:schedule-room-card", args=[room_id]))


@require_POST
def reopen(request: PageRequest, room_id: int, closure_id: int) -> HttpResponse:
    """Take a closure back."""
    card = room_card(actor=request.actor, room=room_id)
    if closure_id not in {row.id for row in (*card.row.closures, *card.past_closures)}:
        raise RoomNotFound(closure=closure_id)
    reopen_room(actor=request.actor, closure=closure_id)
    messages.success(request, _("사용 불가 기간을 거두었습니다."))
    return go("schedule-room-card", room_id)


def _form(
    request: PageRequest, form: SiteForm | RoomForm | ClosureForm, institute: InstituteRow, heading: str, back: str = ""
) -> HttpResponse:
    rooms_url = reverse("web:schedule-rooms")
    context = {
        "form": form,
        "heading": heading,
        "crumbs": [(_("강의실"), rooms_url)],
        "back": back or f"{rooms_url}?{urlencode({'institute': institute.code})}",
    }
    return page(request, FORM, context, form.status)


def _frame(request: PageRequest, institute: int) -> Mapping[str, object]:
    return frame_of(request.actor, institute_of(request.actor, institute))


def _need(request: PageRequest, institute: InstituteRow) -> None:
    need(may_change(request.actor, is_example=institute.is_example))


def _to_rooms(institute: InstituteRow) -> HttpResponse:
    return _with_institute("schedule-rooms", institute)


def _with_institute(name: str, institute: InstituteRow) -> HttpResponse:
    answer = go(name)
    answer["Location"] = f"{reverse(f'web:{name}')}?{urlencode({'institute': institute.code})}"
    return answer
