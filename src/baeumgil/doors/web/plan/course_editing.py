"""과정 고치기: the office makes a course and changes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.catalogue import chosen
from baeumgil.doors.web.plan.course_editor import CourseChoices, CourseEditor
from baeumgil.doors.web.plan.stage_names import stage_names
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.plan.access import may_change, may_edit_catalogue
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.course_drafts import course_choices
from baeumgil.stages.plan.queries.courses import CourseCard, catalogue_facets, course_card
from baeumgil.stages.plan.queries.institutes import institutes
from baeumgil.stages.plan.queries.known_courses import problems_of
from baeumgil.stages.plan.rules.course_draft import remarks_on
from baeumgil.stages.plan.services.courses import save_course


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """A course that is not there yet."""
    need(may_edit_catalogue(request.actor))
    institute = chosen(institutes(actor=request.actor), request.GET.get("institute", ""))
    if institute is None:
        raise InstituteNotFound
    need(may_change(request.actor, is_example=institute.is_example))
    return _edited(request, institute.id, None)


@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, course_id: int) -> HttpResponse:
    """A course that is there; whoever saves second is told so."""
    need(may_edit_catalogue(request.actor))
    card = course_card(actor=request.actor, course=course_id)
    need(may_change(request.actor, is_example=card.is_example))
    return _edited(request, card.institute, card)


def _edited(request: PageRequest, institute: int, card: CourseCard | None) -> HttpResponse:
    choices = _choices(request, institute)
    before, changed_at = (card.draft, card.changed_at) if card else (None, None)
    editor = CourseEditor(choices, course=before, changed_at=changed_at)
    if request.method == "POST":
        more = request.POST.get("more", "")
        editor = CourseEditor(choices, course=before, changed_at=changed_at, data=request.POST, more=more)
        if more:
            return page(request, "plan/catalogue/course_form.html", {"editor": editor, "card": card})
        if editor.is_valid():
            try:
                course = _saved(request, institute, editor, is_new=card is None)
            except Refusal as refusal:
                editor.refuse(refusal)
            else:
                return go("course", course)
        else:
            editor.add(problems_of(actor=request.actor, institute=institute, draft=editor.draft()))
    context = {"editor": editor, "card": card}
    return page(request, "plan/catalogue/course_form.html", context, status=editor.status)


def _saved(request: PageRequest, institute: int, editor: CourseEditor, *, is_new: bool) -> int:
    draft = editor.draft()
    course = save_course(
        actor=request.actor, institute=institute, draft=draft, is_new=is_new, changed_at=editor.changed_at
    )
    messages.success(request, _("과정을 저장했습니다."))
    for remark in remarks_on(draft):
        messages.warning(request, in_screen_language(remark.sentence()))
    return course


def _choices(request: PageRequest, institute: int) -> CourseChoices:
    offered = course_choices(actor=request.actor, institute=institute)
    return CourseChoices(
        facets=catalogue_facets(actor=request.actor, institute=institute),
        goals=offered.goals,
        competencies=offered.competencies,
        stages=tuple(stage_names().items()),
        units=unit_tree(clock.today()),
    )
