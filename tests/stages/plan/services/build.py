"""A plan that lacks nothing, for tests of what comes after the draft."""

from collections.abc import Sequence

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.models import PlanVersion
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.freezing import freeze
from baeumgil.stages.plan.services.plans import open_plan, put_lines, set_content, set_pre_check, submit_version
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.services.steps import to_approval, to_reviewed
from baeumgil.stages.plan.terms import ContentKey, PreCheckMark

OPERATOR = Actor.operator("시험")


def fill_texts(version: int) -> None:
    """Say the six contents and mark the whole check sheet."""
    for key in ContentKey:
        set_content(actor=OPERATOR, version=version, key=key, text="내용")
    for code in PlanVersion.objects.get(pk=version).pre_checks.values_list("code", flat=True):
        set_pre_check(actor=OPERATOR, version=version, code=code, mark=PreCheckMark.NOT_APPLICABLE)


def a_full_draft(institute: int, drafts: Sequence[LineDraft], *, year: int = 2026) -> int:
    """A draft that may be handed on."""
    seed_plan(actor=OPERATOR)
    version = open_plan(actor=OPERATOR, institute=institute, year=year)
    put_lines(actor=OPERATOR, version=version, drafts=drafts)
    fill_texts(version)
    return version


def approve(version: int) -> str:
    """Take a full draft all the way; its digest."""
    submit_version(actor=OPERATOR, version=version)
    to_reviewed(version)
    to_approval(version)
    return freeze(version)


def an_approved_plan(institute: int, drafts: Sequence[LineDraft], *, year: int = 2026) -> int:
    """An approved version."""
    version = a_full_draft(institute, drafts, year=year)
    approve(version)
    return version
