"""강사: the list, one of them, what they teach, when they are away."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Problem, Refusal
from baeumgil.core.said import Said
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import Choice
from baeumgil.doors.web.schedule.institutes import asked_institute, frame_of, institute_of, institute_tabs
from baeumgil.doors.web.schedule.resources_forms import MOST_WORDS, WEEKDAYS, AwayForm, InstructorForm, TeachableForm
from baeumgil.stages.people.queries.persons import ids_by_staff_no
from baeumgil.stages.plan.queries.courses import catalogue_choices
from baeumgil.stages.plan.queries.institutes import InstituteRow
from baeumgil.stages.schedule.access import may_change, may_see_drafts, may_see_instructors
from baeumgil.stages.schedule.errors import InstructorInvalid, InstructorNotFound
from baeumgil.stages.schedule.queries.fees import fee_table
from baeumgil.stages.schedule.queries.instructors import InstructorCard, instructor_card, instructors
from baeumgil.stages.schedule.services.instructors import (
    add_teachable,
    note_away,
    remove_away,
    remove_teachable,
    save_instructor,
)

FORM = "schedule/resources/form.html"


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Instructors, found by words."""
    need(may_see_drafts(request.actor))
    institute, found = asked_institute(request.actor, request.GET)
    words = request.GET.get("words", "")[:MOST_WORDS]
    days = dict(WEEKDAYS)
    rows = instructors(actor=request.actor, institute=institute.id, words=words)
    context = {
        "rows": [(row, " ".join(str(days[str(day)]) for day in row.weekdays if str(day) in days)) for row in rows],
        "words": words,
        "tabs": institute_tabs("schedule-instructors", found, institute),
        "may_see_people": may_see_instructors(request.actor),
        **frame_of(request.actor, institute),
    }
    return page(request, "schedule/resources/instructors.html", context)


@require_GET
def show(request: PageRequest, instructor_id: int) -> HttpResponse:
    """One instructor with reach, fee, courses, sessions and absences."""
    card = instructor_card(actor=request.actor, instructor=instructor_id)
    return _card_page(request, card, TeachableForm(courses=_courses(request, card)))


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Enter an instructor."""
    institute = asked_institute(request.actor, request.GET)[0]
    need(may_change(request.actor, is_example=institute.is_example))
    form = InstructorForm(posted(request), table=fee_table(clock.today()), initial={"side": "outside"})
    if request.method == "POST" and form.is_valid():
        try:
            made = save_instructor(actor=request.actor, institute=institute.id, **_said(form))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("강사를 넣었습니다. 이제 맡을 수 있는 과정을 더하세요."))
            return go("schedule-instructor-card", made)
    return _form(request, form, _("새 강사"), _list_url(institute))


@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, instructor_id: int) -> HttpResponse:
    """Change an instructor."""
    card = _editable(request, instructor_id)
    initial = asdict(card.row) | {
        "staff_no": card.staff_no,
        "reach": card.reach,
        "fee_grade": card.fee_grade,
        "weekdays": [str(day) for day in card.row.weekdays],
    }
    form = InstructorForm(posted(request), table=fee_table(clock.today()), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_instructor(actor=request.actor, institute=card.row.institute, instructor=instructor_id, **_said(form))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("강사를 저장했습니다."))
            return go("schedule-instructor-card", instructor_id)
    return _form(request, form, card.row.name, reverse("web:schedule-instructor-card", args=[instructor_id]))


@require_http_methods(["GET", "POST"])
def away(request: PageRequest, instructor_id: int) -> HttpResponse:
    """Say that an instructor cannot come."""
    card = _editable(request, instructor_id)
    form = AwayForm(posted(request), initial={"first": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            note_away(actor=request.actor, instructor=instructor_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("부재를 적었습니다. 그때 맡은 기수는 바꾸기 전까지 그대로 있습니다."))
            return go("schedule-instructor-card", instructor_id)
    heading = _("%(name)s 부재") % {"name": card.row.name}
    return _form(request, form, heading, reverse("web:schedule-instructor-card", args=[instructor_id]))


@require_POST
def away_remove(request: PageRequest, instructor_id: int, away_id: int) -> HttpResponse:
    """Take an absence back."""
    card = _editable(request, instructor_id)
    if away_id not in {row.id for row in (*card.aways, *card.past_aways)}:
        raise InstructorNotFound(away=away_id)
    remove_away(actor=request.actor, away=away_id)
    messages.success(request, _("부재를 지웠습니다."))
    return go("schedule-instructor-card", instructor_id)


@require_POST
def teachable_new(request: PageRequest, instructor_id: int) -> HttpResponse:
    """Add a course the instructor can teach."""
    card = _editable(request, instructor_id)
    form = TeachableForm(request.POST, courses=_courses(request, card))
    if form.is_valid():
        try:
            add_teachable(actor=request.actor, instructor=instructor_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("맡을 수 있는 과정을 더했습니다."))
            return go("schedule-instructor-card", instructor_id)
    return _card_page(request, card, form)


@require_POST
def teachable_remove(request: PageRequest, instructor_id: int, teachable_id: int) -> HttpResponse:
    """Take a course away from the instructor."""
    card = _editable(request, instructor_id)
    if teachable_id not in {row.id for row in card.teachables}:
        raise InstructorNotFound(teachable=teachable_id)
    remove_teachable(actor=request.actor, teachable=teachable_id)
    messages.success(request, _("맡을 수 있는 과정에서 뺐습니다."))
    return go("schedule-instructor-card", instructor_id)


def _card_page(request: PageRequest, card: InstructorCard, form: TeachableForm) -> HttpResponse:
    table = fee_table(clock.today())
    days = dict(WEEKDAYS)
    context = {
        "card": card,
        "row": card.row,
        "grade": table.grade(card.fee_grade),
        "days": " ".join(str(days[str(day)]) for day in card.row.weekdays if str(day) in days),
        "form": form,
        **frame_of(request.actor, institute_of(request.actor, card.row.institute)),
    }
    return page(request, "schedule/resources/instructor.html", context, form.status)


def _editable(request: PageRequest, instructor_id: int) -> InstructorCard:
    card = instructor_card(actor=request.actor, instructor=instructor_id)
    institute = institute_of(request.actor, card.row.institute)
    need(may_change(request.actor, is_example=institute.is_example))
    return card


def _courses(request: PageRequest, card: InstructorCard) -> list[Choice]:
    found = catalogue_choices(actor=request.actor, institute=card.row.institute)
    return [(str(course), f"{name} ({code})") for course, code, name in found]


def _said(form: InstructorForm) -> dict[str, Any]:
    """As the service wants it: the staff number as a person."""
    said = form.arguments()
    number = said.pop("staff_no").strip()
    person = ids_by_staff_no([number]).get(number) if number else None
    if number and person is None:
        text = Said("그 사번의 사람이 없습니다.", "There is nobody with that staff number.")
        raise InstructorInvalid(
            [
                Problem(
                    "staff_no",
                    text,
                    Said("명단의 사번을 그대로 적으세요.", "Write the staff number as it stands in the roster."),
                    field="staff_no",
                )
            ]
        )
    return said | {"person": person}


def _form(request: PageRequest, form: InstructorForm | AwayForm, heading: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "crumbs": [(_("강사"), reverse("web:schedule-instructors"))],
        "back": back,
    }
    return page(request, FORM, context, form.status)


def _list_url(institute: InstituteRow) -> str:
    return f"{reverse('web:schedule-instructors')}?{urlencode({'institute': institute.code})}"
