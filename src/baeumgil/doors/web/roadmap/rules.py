"""로드맵 규칙: the sets there are, and one of them to read."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.roadmap.comparison import compare
from baeumgil.doors.web.roadmap.drafts import draft_of
from baeumgil.doors.web.roadmap.rules_forms import AdoptForm, CompareForm
from baeumgil.doors.web.roadmap.stage_words import anchor_words, facts, window_words
from baeumgil.stages.roadmap.access import may_edit_rules, may_see_rules
from baeumgil.stages.roadmap.queries.rulesets import RuleSetRow, rule_set, rule_sets
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.wording import field_name
from baeumgil.stages.roadmap.services.rulesets import adopt, put_in_force, restore_version
from baeumgil.stages.roadmap.terms import RuleSetId


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """All sets: which is in force, which are ours, which are shipped."""
    need(may_see_rules(request.actor))
    rows = rule_sets()
    context = {
        "in_force": next((row for row in rows if row.is_in_force), None),
        "own": [row for row in rows if not row.is_template],
        "templates": [row for row in rows if row.is_template],
        "form": AdoptForm(),
        "may_edit": may_edit_rules(request.actor),
    }
    return page(request, "roadmap/rules.html", context)


@require_POST
def take(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """Make an own copy of a set."""
    need(may_edit_rules(request.actor))
    form = AdoptForm(request.POST)
    if form.is_valid():
        try:
            made = adopt(actor=request.actor, template=RuleSetId(rule_set_id), name=form.cleaned_data["name"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("우리 기관의 사본을 만들었습니다. 이제 단계를 고칠 수 있습니다."))
            return go("rule-set", made)
    context = {"form": form, "row": rule_set(RuleSetId(rule_set_id))}
    return page(request, "roadmap/adopt.html", context, status=form.status)


@require_GET
def show(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """One set as of one version, as a road to read."""
    need(may_see_rules(request.actor))
    number = request.GET.get("number", "")
    row = rule_set(RuleSetId(rule_set_id), int(number) if number.isdecimal() else None)
    context = {
        "row": row,
        "road": [_card(stage) for stage in row.stages],
        "unstated": _unstated(row),
        "may_edit": may_edit_rules(request.actor) and not row.is_template,
        "may_adopt": may_edit_rules(request.actor),
        "adopt_form": AdoptForm(initial={"name": row.name}),
        "draft": _waiting(request, row),
        "compare_form": CompareForm(row, initial={"before": row.versions[1].number, "after": row.number})
        if len(row.versions) > 1
        else None,
    }
    return page(request, "roadmap/rule_set.html", context)


@require_GET
def differences(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """Two versions side by side."""
    need(may_see_rules(request.actor))
    row = rule_set(RuleSetId(rule_set_id))
    form = CompareForm(row, request.GET)
    context: dict[str, object] = {"row": row, "form": form}
    if form.is_valid():
        before, after = (rule_set(row.id, form.cleaned_data[name]) for name in ("before", "after"))
        context |= {"before": before, "after": after, "changes": compare(before.stages, after.stages)}
    return page(request, "roadmap/compare.html", context, status=form.status)


@require_POST
def restore(request: PageRequest, rule_set_id: int, number: int) -> HttpResponse:
    """Go back to an earlier version, as a new one."""
    made = restore_version(actor=request.actor, rule_set=RuleSetId(rule_set_id), number=number)
    messages.success(request, _("%(old)s판을 %(new)s판으로 되살렸습니다.") % {"old": number, "new": made})
    return go("rule-set", rule_set_id)


@require_POST
def enforce(request: PageRequest, rule_set_id: int) -> HttpResponse:
    """Put a set in force."""
    put_in_force(actor=request.actor, rule_set=RuleSetId(rule_set_id))
    messages.success(request, _("이 규칙을 적용했습니다. 모두의 이수 의무를 다시 계산합니다."))
    return go("rules")


def _card(stage: Stage) -> dict[str, object]:
    return {
        "stage": stage,
        "anchor": anchor_words(stage),
        "window": window_words(stage.window),
        "facts": [fact for fact in facts(stage) if fact.name not in {_("이름"), _("계기"), _("기간"), _("근거")}],
    }


def _unstated(row: RuleSetRow) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the source does not say, by stage: name of the field and the note."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, note in sorted(row.unstated.items()):
        code, _dot, field = path.partition(".")
        found.setdefault(code, []).append((field_name(field).strip("'"), note))
    names = {stage.code: stage.name for stage in row.stages}
    return [(names.get(code, code), found[code]) for code in [*names, *(set(found) - set(names))] if code in found]


def _waiting(request: PageRequest, row: RuleSetRow) -> bool:
    return not row.is_template and row.number == row.latest and draft_of(request.session, row).is_touched
