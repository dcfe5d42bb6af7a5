"""Rule sets: take a template, edit the copy, put one in force, go back."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.roadmap.access import may_edit_rules
from baeumgil.stages.roadmap.errors import RuleSetNotFound, RulesMovedOn, RulesWrong, TemplateNotEditable
from baeumgil.stages.roadmap.events import RulesChanged
from baeumgil.stages.roadmap.models import RuleSet, RuleSetVersion
from baeumgil.stages.roadmap.rules.definition import Ruleset, Stage
from baeumgil.stages.roadmap.rules.drafting import check_stages, stages_to_json
from baeumgil.stages.roadmap.rules.undecided import still_unstated
from baeumgil.stages.roadmap.services.seeding import shipped_rulesets
from baeumgil.stages.roadmap.terms import RuleSetId

LONGEST_NOTE = 300


@action("roadmap.seed_templates")
def seed_templates(*, actor: Actor) -> int:
    """Store the shipped rule sets as templates; running it again changes nothing. Returns how many were written."""
    allow(may_edit_rules(actor))
    written = [ruleset.code for ruleset in shipped_rulesets() if _seed(actor, ruleset)]
    record("제공 규칙", written=written)
    return len(written)


def _seed(actor: Actor, ruleset: Ruleset) -> bool:
    """Write one template, or a new version of it when a new release ships other rules."""
    moment = clock.now()
    row, _ = RuleSet.objects.get_or_create(
        code=ruleset.code, defaults={"name": ruleset.name, "is_template": True, "created_at": moment}
    )
    stages, unstated = stages_to_json(ruleset.stages), dict(ruleset.unstated)
    newest = _newest(row)
    if newest is not None and newest.digest == digest_of(stages) and newest.unstated == unstated:
        return False
    row.name, row.source, row.notes = ruleset.name, ruleset.source, list(ruleset.notes)
    row.save(update_fields=["name", "source", "notes"])
    _write(actor, row, newest, stages, unstated=unstated, note="제공된 규칙")
    return True


@action("roadmap.adopt_rules")
def adopt(*, actor: Actor, template: RuleSetId, name: str) -> RuleSetId:
    """Make the city's own copy of a set, to be edited. Raises `RuleSetNotFound`, `RulesWrong` for an empty name."""
    origin = _held(template)
    allow(may_edit_rules(actor))
    name = name.strip()
    if not name:
        raise RulesWrong([Problem("name", Said("이름을 적으세요.", "Give a name."), field="name")])
    newest = _newest_of(origin)
    copy = RuleSet.objects.create(
        code=_free_code(origin.template_code or origin.code),
        name=name,
        source=origin.source,
        notes=origin.notes,
        template_code=origin.template_code or origin.code,
        created_at=clock.now(),
    )
    _write(actor, copy, None, newest.stages, unstated=newest.unstated, note=f"'{origin.name}'에서 가져옴")
    record(f"규칙 {copy.code}", name=name, template=origin.code, template_number=newest.number)
    return RuleSetId(copy.pk)


def _free_code(stem: str) -> str:
    taken = set(RuleSet.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 1
    while f"{stem[:30]}_{number}" in taken:
        number += 1
    return f"{stem[:30]}_{number}"


@action("roadmap.save_rules")
def save_version(
    *,
    actor: Actor,
    rule_set: RuleSetId,
    base_number: int,
    stages: Sequence[Stage],
    note: str = "",
    decided: Collection[str] = (),
) -> int:
    """Save edited stages as a new version and return its number; unchanged stages make no version.

    What the source left open stays marked until its field is changed or named in `decided`
    ("stage.field"). Raises `RulesWrong` with every problem, `RulesMovedOn` when `base_number` is no
    longer the newest, `TemplateNotEditable`.
    """
    row = _held(rule_set)
    allow(may_edit_rules(actor))
    _check_editable(row)
    newest = _newest_of(row)
    if newest.number != base_number:
        raise RulesMovedOn(base_number=base_number, newest=newest.number)
    problems = check_stages(stages)
    if problems:
        raise RulesWrong(problems)
    plain = stages_to_json(stages)
    unstated = still_unstated(newest.unstated, newest.stages, plain, decided)
    if digest_of(plain) == newest.digest and unstated == newest.unstated:
        record(f"규칙 {row.code}", number=newest.number, unchanged=True)
        return newest.number
    number = _write(actor, row, newest, plain, unstated=unstated, note=note)
    record(f"규칙 {row.code}", number=number, base=base_number, stages=len(plain), note=note)
    return number


@action("roadmap.restore_rules")
def restore_version(*, actor: Actor, rule_set: RuleSetId, number: int) -> int:
    """Make an earlier version the newest again, as a version of its own; return its number.

    Restoring the newest changes nothing. Raises `RuleSetNotFound`, `TemplateNotEditable`.
    """
    row = _held(rule_set)
    allow(may_edit_rules(actor))
    _check_editable(row)
    newest = _newest_of(row)
    earlier = RuleSetVersion.objects.filter(rule_set=row, number=number).first()
    if earlier is None:
        raise RuleSetNotFound(rule_set=rule_set, number=number)
    if earlier.number == newest.number:
        record(f"규칙 {row.code}", number=number, unchanged=True)
        return number
    made = _write(actor, row, newest, earlier.stages, unstated=earlier.unstated, note=f"{number}판으로 되돌림")
    record(f"규칙 {row.code}", number=made, restored=number)
    return made


@action("roadmap.put_rules_in_force")
def put_in_force(*, actor: Actor, rule_set: RuleSetId) -> None:
    """From now on this set obliges; every requirement is computed anew. Raises `RuleSetNotFound`.

    A shipped set may be in force as it is; to change it a copy is needed.
    """
    row = _held(rule_set)
    allow(may_edit_rules(actor))
    newest = _newest_of(row)
    before = RuleSet.objects.filter(is_in_force=True).exclude(pk=row.pk)
    replaced = list(before.values_list("code", flat=True))
    before.update(is_in_force=False)
    if not row.is_in_force:
        RuleSet.objects.filter(pk=row.pk).update(is_in_force=True)
        announce(RulesChanged(RuleSetId(row.pk), newest.number))
    record(f"규칙 {row.code}", number=newest.number, replaced=replaced)


def _held(rule_set: RuleSetId) -> RuleSet:
    """The set, locked."""
    rows = hold(RuleSet, [rule_set])
    if not rows:
        raise RuleSetNotFound(rule_set=rule_set)
    return cast("RuleSet", rows[0])


def _check_editable(row: RuleSet) -> None:
    if row.is_template:
        raise TemplateNotEditable(rule_set=row.pk)


def _newest(row: RuleSet) -> RuleSetVersion | None:
    return RuleSetVersion.objects.filter(rule_set=row).order_by("-number").first()


def _newest_of(row: RuleSet) -> RuleSetVersion:
    newest = _newest(row)
    if newest is None:
        raise RuleSetNotFound(rule_set=row.pk)
    return newest


def _write(
    actor: Actor,
    row: RuleSet,
    newest: RuleSetVersion | None,
    stages: list[dict[str, Any]],
    *,
    unstated: Mapping[str, str],
    note: str,
) -> int:
    number = newest.number + 1 if newest is not None else 1
    RuleSetVersion.objects.create(
        rule_set=row,
        number=number,
        stages=stages,
        unstated=dict(unstated),
        digest=digest_of(stages),
        note=note.strip()[:LONGEST_NOTE],
        made_by=actor.label[:200],
        made_at=clock.now(),
    )
    if row.is_in_force:
        announce(RulesChanged(RuleSetId(row.pk), number))
    return number


def digest_of(stages: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of the stages in one canonical writing."""
    text = json.dumps(list(stages), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
