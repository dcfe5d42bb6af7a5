"""Editing a set: a draft is filled stage by stage, tried on the city's own people, then saved as a version."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Problem, Refusal
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.roadmap import drafts
from baeumgil.doors.web.roadmap.comparison import compare
from baeumgil.doors.web.roadmap.rules_forms import SaveForm
from baeumgil.doors.web.roadmap.stage_editor import StageEditor
from baeumgil.doors.web.roadmap.stage_words import anchor_words, window_words
from baeumgil.stages.roadmap.access import may_edit_rules
from baeumgil.stages.roadmap.errors import TemplateNotEditable, UnknownStage
from baeumgil.stages.roadmap.queries.rulesets import RuleSetRow, effect_of, rule_set
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.drafting import check_stages
from baeumgil.stages.roadmap.services.rulesets import save_version
from baeumgil.stages.roadmap.terms import RuleSetId


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an editor has before them."""

    row: RuleSetRow
    draft: drafts.Draft


@require_GET
def show(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """The draft: its stages, what differs from the base, what is wrong, and on demand its effect."""
    desk = _desk(request, rule_set_id)
    form = SaveForm(initial={"base_number": desk.draft.base_number})
    return page(request, "roadmap/draft.html", _context(request, desk, form, with_effect="effect" in request.GET))


@require_POST
def save(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """Save the draft as a new version; a refusal leaves the draft where it is."""
    desk, form = _desk(request, rule_set_id), SaveForm(request.POST)
    if form.is_valid():
        try:
            number = save_version(
                actor=request.actor, rule_set=desk.row.id, stages=desk.draft.stages, **form.arguments()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            drafts.drop(request.session, desk.row.id)
            messages.success(request, _("%(number)s판으로 저장했습니다.") % {"number": number})
            return go("rule-set", rule_set_id)
    return page(request, "roadmap/draft.html", _context(request, desk, form), status=form.status)


@require_POST
def discard(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """Forget the draft."""
    desk = _desk(request, rule_set_id)
    drafts.drop(request.session, desk.row.id)
    messages.success(request, _("초안을 버렸습니다. 저장한 판은 그대로입니다."))
    return go("rule-set", rule_set_id)


@require_http_methods(["GET", "POST"])
def stage(request: PageRequest, rule_set_id: int, place: int) -> HttpResponse:
    """Edit one stage of the draft."""
    desk = _desk(request, rule_set_id)
    if place >= len(desk.draft.stages):
        raise UnknownStage
    return _edit(request, desk, place)


@require_http_methods(["GET", "POST"])
def new_stage(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """Add a stage to the draft."""
    return _edit(request, _desk(request, rule_set_id), None)


@require_POST
def remove_stage(request: PageRequest, rule_set_id: int, place: int) -> HttpResponse:
    """Take a stage out of the draft."""
    desk = _desk(request, rule_set_id)
    if place >= len(desk.draft.stages):
        raise UnknownStage
    gone = desk.draft.stages[place]
    _keep(request, desk, [item for number, item in enumerate(desk.draft.stages) if number != place])
    messages.success(request, _("‘%(name)s’ 단계를 초안에서 뺐습니다.") % {"name": gone.name})
    return go("rules-draft", rule_set_id)


def _edit(request: PageRequest, desk: _Desk, place: int | None) -> HttpResponse:
    before = None if place is None else desk.draft.stages[place]
    more = request.POST.get("more", "")
    editor = StageEditor.typed(request.POST, more=more) if request.method == "POST" else StageEditor.of(before)
    problems: list[Problem] = []
    if request.method == "POST" and not more and editor.is_valid():
        stages = _put(desk.draft.stages, place, editor.stage())
        problems = check_stages(stages)
        if not problems:
            _keep(request, desk, stages)
            messages.success(request, _("‘%(name)s’ 단계를 초안에 담았습니다.") % {"name": editor.stage().name})
            answer = go("rules-draft", rule_set_id=desk.row.id)
            if "effect" in request.POST:
                answer["Location"] += "?effect=1#effect"
            return answer
    status = 400 if request.method == "POST" and not more else 200
    context = {"row": desk.row, "editor": editor, "before": before, "place": place, "problems": problems}
    return page(request, "roadmap/stage_form.html", context, status=status)


def _desk(request: PageRequest, rule_set_id: int) -> _Desk:
    need(may_edit_rules(request.actor))
    row = rule_set(RuleSetId(rule_set_id))
    if row.is_template:
        raise TemplateNotEditable
    return _Desk(row, drafts.draft_of(request.session, row))


def _put(stages: Sequence[Stage], place: int | None, edited: Stage) -> list[Stage]:
    changed = list(stages)
    if place is None:
        changed.append(edited)
    else:
        changed[place] = edited
    return changed


def _keep(request: PageRequest, desk: _Desk, stages: Sequence[Stage]) -> None:
    drafts.keep(request.session, desk.row.id, desk.draft.base_number, stages)


def _context(request: PageRequest, desk: _Desk, form: SaveForm, *, with_effect: bool = False) -> dict[str, object]:
    base = desk.row if desk.draft.base_number == desk.row.latest else rule_set(desk.row.id, desk.draft.base_number)
    problems = check_stages(desk.draft.stages)
    effect = None
    if with_effect and not problems:
        effect = effect_of(actor=request.actor, rule_set=desk.row.id, stages=desk.draft.stages, on=clock.today())
    return {
        "row": desk.row,
        "draft": desk.draft,
        "is_outdated": desk.draft.base_number != desk.row.latest,
        "form": form,
        "stages": [(item, anchor_words(item), window_words(item.window)) for item in desk.draft.stages],
        "changes": compare(base.stages, desk.draft.stages),
        "problems": problems,
        "effect": effect,
    }
