"""One course of a plan: put in, looked at, changed, taken out."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.line_editor import LineEditor
from baeumgil.doors.web.plan.line_needs import line_needs
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import CourseNotFound, PlanMovedOn, PlanNotFound, VersionFrozen
from baeumgil.stages.plan.queries.plans import CourseChoice, course_choices, plan_book
from baeumgil.stages.plan.rules.book import BookLine, PlanBook
from baeumgil.stages.plan.services.plans import put_line, remove_line
from baeumgil.stages.plan.terms import EDITABLE_STATES, ChangeVerb, Origin

MOST_CHOICES = 40


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an editor of a line has before them."""

    book: PlanBook
    course_code: str
    course_name: str
    line: BookLine | None
    before: BookLine | None


@require_http_methods(["GET", "POST"])
def new(request: PageRequest, version_id: int) -> HttpResponse:
    """Choose a course, then say what the plan does with it."""
    need(may_edit_plan(request.actor))
    book = plan_book(actor=request.actor, version=version_id)
    if book.head.state not in EDITABLE_STATES:
        raise VersionFrozen
    choices = course_choices(actor=request.actor, version=version_id)
    code = request.GET.get("course", "")
    if not code:
        return _choose(request, book, choices)
    chosen = next((choice for choice in choices if choice.code == code), None)
    if chosen is None:
        raise CourseNotFound
    desk = _Desk(book, chosen.code, chosen.name, None, _line_of(book.previous_lines, code))
    there = _line_of(book.lines, code)
    if there is not None and request.method == "POST" and "more" not in request.POST:
        return _moved_on(request, desk, PlanMovedOn(version=version_id, course=code))
    if there is not None:
        return go("plan-line", version_id, there.id)
    return _edit(request, desk, _first_values(chosen, desk.before))


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, version_id: int, line_id: int) -> HttpResponse:
    """One line: a form where it may be changed, else its facts."""
    book = plan_book(actor=request.actor, version=version_id)
    line = next((line for line in book.lines if line.id == line_id), None)
    if line is None:
        raise PlanNotFound
    desk = _Desk(book, line.code, line.name, line, _line_of(book.previous_lines, line.code))
    if book.head.state in EDITABLE_STATES and may_edit_plan(request.actor):
        return _edit(request, desk, {})
    if request.method == "POST":
        need(may_edit_plan(request.actor))
        raise VersionFrozen
    return page(request, "plan/plans/line.html", _context(request.actor, desk))


@require_http_methods(["GET", "POST"])
def remove(request: PageRequest, version_id: int, line_id: int) -> HttpResponse:
    """Take the line out, after asking."""
    need(may_edit_plan(request.actor))
    book = plan_book(actor=request.actor, version=version_id)
    line = next((line for line in book.lines if line.id == line_id), None)
    if line is None:
        raise PlanNotFound
    form = PageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        try:
            remove_line(actor=request.actor, line=line_id)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("‘%(name)s’ 과정을 이 판에서 뺐습니다.") % {"name": line.name})
            return go("plan-version", version_id)
    was_planned = _line_of(book.previous_lines, line.code) is not None
    context = {"head": book.head, "line": line, "form": form, "was_planned": was_planned}
    return page(request, "plan/plans/line_remove.html", context, status=form.status)


def _choose(request: PageRequest, book: PlanBook, choices: tuple[CourseChoice, ...]) -> HttpResponse:
    words = request.GET.get("words", "")[:100]
    asked = words.casefold().split()
    matching = [
        choice
        for choice in choices
        if not choice.has_line
        and all(word in f"{choice.code} {choice.name} {choice.field_name}".casefold() for word in asked)
    ]
    waiting = [choice for choice in matching if choice.previous_seats is not None]
    others = [choice for choice in matching if choice.previous_seats is None]
    context = {
        "head": book.head,
        "words": words,
        "waiting": waiting[:MOST_CHOICES],
        "waiting_total": len(waiting),
        "others": others[:MOST_CHOICES],
        "others_total": len(others),
        "most": MOST_CHOICES,
        "course_new_url": reverse("web:course-new"),
    }
    return page(request, "plan/plans/line_choose.html", context)


def _edit(request: PageRequest, desk: _Desk, initial: dict[str, object]) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, desk, LineEditor(desk.book, desk.line, initial=initial))
    more = request.POST.get("more", "")
    editor = LineEditor(desk.book, desk.line, data=request.POST, more=more)
    if more:
        return _form_page(request, desk, editor, is_asking=True)
    if editor.is_valid():
        try:
            put_line(
                actor=request.actor,
                version=desk.book.head.id,
                draft=editor.draft(desk.course_code),
                revision=editor.form.cleaned_data["revision"],
            )
        except PlanMovedOn as refusal:
            return _moved_on(request, desk, refusal)
        except Refusal as refusal:
            editor.form.refuse(refusal)
        else:
            messages.success(request, _("‘%(name)s’ 과정을 저장했습니다.") % {"name": desk.course_name})
            return go("plan-version", desk.book.head.id)
    return _form_page(request, desk, editor)


def _moved_on(request: PageRequest, desk: _Desk, refusal: PlanMovedOn) -> HttpResponse:
    """What the other one saved stands above; what was typed stays in the form, which now knows the newer line."""
    book = plan_book(actor=request.actor, version=desk.book.head.id)
    theirs = _line_of(book.lines, desk.course_code)
    typed: QueryDict = request.POST.copy()
    typed["revision"] = "" if theirs is None else str(theirs.revision)
    editor = LineEditor(book, theirs, data=typed)
    editor.is_valid()
    editor.form.refuse(refusal)
    newer = _Desk(book, desk.course_code, desk.course_name, theirs, desk.before)
    return _form_page(request, newer, editor, theirs=theirs)


def _form_page(
    request: PageRequest,
    desk: _Desk,
    editor: LineEditor,
    *,
    theirs: BookLine | None = None,
    is_asking: bool = False,
) -> HttpResponse:
    context = {
        **_context(request.actor, desk),
        "editor": editor,
        "form": editor.form,
        "theirs": theirs,
        "is_asking": is_asking,
    }
    status = 200 if is_asking else editor.form.status
    if status == 200 and editor.has_wrong_rows and not is_asking:  # noqa: PLR2004  all is well
        status = 400
    return page(request, "plan/plans/line_form.html", context, status=status)


def _context(actor: Actor, desk: _Desk) -> dict[str, object]:
    needs = line_needs(actor, desk.course_code, desk.book.head)
    known = desk.line or desk.before
    course = known.course if known is not None else None
    return {
        "head": desk.book.head,
        "course_code": desk.course_code,
        "course_name": desk.course_name,
        "line": desk.line,
        "before": desk.before,
        "needs": needs,
        "needs_url": reverse("web:needs-course", args=[desk.book.head.year, needs.course]) if needs is not None else "",
        "lineage_url": reverse("web:plan-lineage", args=[course]) if course is not None else "",
    }


def _first_values(chosen: CourseChoice, before: BookLine | None) -> dict[str, object]:
    """A new line begins as the year before, or as a new course."""
    if before is None:
        return {"verb": ChangeVerb.NEW.value, "origin": Origin.OWN_REVIEW.value, "field": chosen.field_code}
    return {
        "verb": ChangeVerb.KEPT.value,
        "origin": Origin.CARRIED_OVER.value,
        "ancestors": [before.code],
        "sessions": before.sessions,
        "seats_per_session": before.seats_per_session,
        "seats": before.seats,
        "field": before.field.code,
        "goal": before.goal_code,
        "kind": before.kind.value,
        "target_group": before.target_group.value,
        "target_text": before.target_text,
        "duration_text": before.duration_text,
        "total_minutes": before.total_minutes,
        "budget": before.budget,
        "owner_name": before.owner_name,
    }


def _line_of(lines: tuple[BookLine, ...], code: str) -> BookLine | None:
    return next((line for line in lines if line.code == code), None)
