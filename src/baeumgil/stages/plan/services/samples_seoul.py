"""서울특별시 인재개발원 2019년 교육훈련계획 as a sample."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.models import PlanVersion
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.rules.sample_rows import Row, changed_lines, course_drafts, first_year_lines
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.services.freezing import freeze
from baeumgil.stages.plan.services.institutes import set_up_fields, set_up_goals, set_up_institute
from baeumgil.stages.plan.services.plans import (
    open_plan,
    put_lines,
    set_content,
    set_head,
    set_pre_check,
    set_year_result,
    submit_version,
)
from baeumgil.stages.plan.services.publishing import make_public
from baeumgil.stages.plan.services.steps import to_approval, to_reviewed
from baeumgil.stages.plan.terms import ContentKey, LegalKind, PreCheckMark

FOLDER = Path(__file__).resolve().parent.parent / "seed" / "seoul_2019"
FIRST, SECOND = 2018, 2019
UNSTATED = "원문에 없음: 2019년 계획에 적힌 전년도 숫자만 있습니다."


@action("plan.load_seoul")
def load_seoul(*, actor: Actor) -> None:
    """Put in the published figures of Seoul's plans 2018 and 2019; doing it again changes nothing."""
    allow(may_edit_catalogue(actor))
    with (FOLDER / "plan.toml").open("rb") as file:
        said = tomllib.load(file)
    there = set(
        PlanVersion.objects.filter(plan__institute__code=said["institute"]["code"]).values_list("plan__year", flat=True)
    )
    if {FIRST, SECOND} <= there:
        record("서울 2019년 계획", made=0)
        return
    with (FOLDER / "courses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    institute = _institute(actor, said)
    written = write_courses(institute, course_drafts(rows))
    for plan in said["plans"]:
        if plan["year"] not in there:
            _plan(actor, institute, plan, said, _lines(rows, plan["year"]))
    for year in said["years"]:
        set_year_result(actor=actor, institute=institute, **year)
    record("서울 2019년 계획", made=len(written.courses))


def _institute(actor: Actor, said: Mapping[str, Any]) -> int:
    institute = set_up_institute(actor=actor, is_example=True, **said["institute"])
    fields = [
        FieldDraft(row["code"], row["name"], LegalKind(row["legal_kind"]), aim=row["aim"], order=order)
        for order, row in enumerate(said["fields"])
    ]
    set_up_fields(actor=actor, institute=institute, fields=fields)
    goals = [
        GoalDraft(row["code"], row["name"], tuple(row["strategies"]), order) for order, row in enumerate(said["goals"])
    ]
    set_up_goals(actor=actor, institute=institute, goals=goals)
    return institute


def _lines(rows: Sequence[Row], year: int) -> list[LineDraft]:
    return first_year_lines(rows, year) if year == FIRST else changed_lines(rows, year)


def _plan(
    actor: Actor, institute: int, plan: Mapping[str, Any], said: Mapping[str, Any], lines: Sequence[LineDraft]
) -> None:
    version = open_plan(actor=actor, institute=institute, year=plan["year"], title=plan["title"])
    set_head(actor=actor, version=version, vision=plan["vision"], note=plan["note"])
    put_lines(actor=actor, version=version, drafts=lines)
    is_known = plan["year"] == SECOND
    for key, text in said["contents"].items():
        set_content(actor=actor, version=version, key=ContentKey(key), text=text if is_known else UNSTATED)
    for code, (mark, remark) in said["pre_checks"].items():
        known = {"mark": PreCheckMark(mark), "remark": remark}
        unknown = {"mark": PreCheckMark.NOT_APPLICABLE, "remark": UNSTATED}
        set_pre_check(actor=actor, version=version, code=code, **(known if is_known else unknown))
    submit_version(actor=actor, version=version)
    to_reviewed(version)
    to_approval(version)
    moment = timezone.make_aware(datetime.combine(plan["approved_on"], time(18, 0)))
    freeze(
        version,
        document_number=plan.get("document_number", ""),
        policy_number=plan.get("policy_number", ""),
        approved_at=moment,
    )
    make_public(version, moment)
