"""Texts of a plan version: head, the six contents, the check sheet."""

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import PlanInvalid
from baeumgil.stages.plan.models import Plan, PlanContent, PreCheck
from baeumgil.stages.plan.services.version_hold import held_draft, touch
from baeumgil.stages.plan.terms import ContentKey, PreCheckMark

SHORT, TITLE = 300, 200
LONGEST_CONTENT = 20_000


@action("plan.set_head")
def set_head(
    *,
    actor: Actor,
    version: int,
    vision: str,
    note: str | None = None,
    title: str | None = None,
    revision: int | None = None,
) -> None:
    """Write the vision of a draft; its note and the plan's title only if given.

    The title belongs to all versions, so it may change only while none is frozen.
    """
    allow(may_edit_plan(actor))
    row = held_draft(version, revision)
    problems = [*_length("vision", vision, SHORT), *_length("note", note or "", SHORT)]
    problems += _length("title", title or "", TITLE)
    others = row.plan.versions.exclude(pk=row.pk).exists()
    if title is not None and title.strip() != row.plan.title:
        if not title.strip():
            problems.append(
                Problem(
                    "blank",
                    Said("제목이 비어 있습니다.", "The title is empty."),
                    Said("제목을 적으세요.", "Give a title."),
                    field="title",
                )
            )
        if others:
            problems.append(
                Problem(
                    "title_frozen",
                    Said(
                        "승인된 판이 있어 제목을 바꿀 수 없습니다.",
                        "A version is approved, so the title cannot be changed.",
                    ),
                    Said("처음 제목을 쓰세요.", "Use the first title."),
                    field="title",
                )
            )
    if problems:
        raise PlanInvalid(problems)
    touch(row.pk, vision=vision.strip(), **({} if note is None else {"note": note.strip()}))
    if title is not None:
        Plan.objects.filter(pk=row.plan_id).update(title=title.strip())
    record(str(row.plan), version=row.pk)


@action("plan.set_content")
def set_content(*, actor: Actor, version: int, key: ContentKey, text: str) -> None:
    """Write one of the six contents of a draft (지방공무원 교육훈련법 시행령 제18조)."""
    allow(may_edit_plan(actor))
    row = held_draft(version)
    problems = _length("text", text, LONGEST_CONTENT)
    if problems:
        raise PlanInvalid(problems)
    PlanContent.objects.update_or_create(version=row, key=key, defaults={"text": text.strip()})
    touch(row.pk)
    record(str(row.plan), version=row.pk, content=key)


@action("plan.set_pre_check")
def set_pre_check(*, actor: Actor, version: int, code: str, mark: PreCheckMark, remark: str = "") -> None:
    """Mark one row of the check sheet of a draft."""
    allow(may_edit_plan(actor))
    row = held_draft(version)
    problems = _length("remark", remark, SHORT)
    changed = PreCheck.objects.filter(version=row, code=code)
    if not changed.exists():
        problems.append(
            Problem(
                "unknown_pre_check",
                Said(f"사전 검토항목 '{code}'이(가) 없습니다.", f"There is no pre-check “{code}”."),
                Said("항목을 확인하세요.", "Check the item."),
                field="code",
            )
        )
    if problems:
        raise PlanInvalid(problems)
    changed.update(mark=mark, remark=remark.strip())
    touch(row.pk)
    record(str(row.plan), version=row.pk, pre_check=code)


def _length(name: str, text: str, longest: int) -> list[Problem]:
    if len(text.strip()) <= longest:
        return []
    return [
        Problem(
            "too_long",
            Said(f"{len(text.strip()):,}자는 너무 깁니다.", f"{len(text.strip()):,} characters are too many."),
            Said(f"{longest:,}자 안으로 줄이세요.", f"Shorten it to {longest:,} characters."),
            field=name,
        )
    ]
