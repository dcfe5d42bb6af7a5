"""기관 서식. A city's own HWPX comes in only when nothing in it can do harm and every place is known."""

import hashlib

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.engines.documents.gates import check_hwpx
from baeumgil.engines.documents.template import places_of
from baeumgil.stages.plan.access import may_manage_templates
from baeumgil.stages.plan.documents.places import places
from baeumgil.stages.plan.errors import TemplateBroken, TemplateNotFound
from baeumgil.stages.plan.models import Institute, PaperTemplate
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.terms import PaperKind

MOST_BYTES = 10 * 1_048_576
LONGEST_NAME = 120


@action("plan.upload_template")
def upload_template(*, actor: Actor, paper: PaperKind, name: str, file_name: str, content: bytes) -> int:
    """Keep a form. Raises `TemplateBroken` with everything that is wrong; its size is looked at before its inside."""
    allow(may_manage_templates(actor))
    institute = own_institute().id
    hold(Institute, [institute])
    said = name.strip()[:LONGEST_NAME]
    asked, problems = _read(paper, content)
    if not said:
        problems.append(
            Problem(
                "blank",
                Said("서식 이름이 비었습니다.", "The form has no name."),
                Said("알아볼 이름을 적으세요.", "Give a name you will recognise."),
                field="name",
            )
        )
    elif PaperTemplate.objects.filter(institute_id=institute, paper=paper, name=said).exists():
        problems.append(
            Problem(
                "taken",
                Said(
                    f"{label(paper)}에 '{said}' 서식이 이미 있습니다.",
                    f"There is a form “{said}” for “{label(paper, 'en')}” already.",
                ),
                Said(
                    "다른 이름을 쓰거나 먼저 있던 서식을 지우세요.",
                    "Use another name or delete the form that is there.",
                ),
                field="name",
            )
        )
    if problems:
        raise TemplateBroken(problems)
    made = PaperTemplate.objects.create(
        institute_id=institute,
        paper=paper,
        name=said,
        file_name=file_name[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        places=list(asked),
        uploaded_at=clock.now(),
        uploaded_label=actor.label[:200],
    )
    record(f"서식 {said}", form=made.pk, paper=paper.value, places=len(asked))
    return made.pk


@action("plan.delete_template")
def delete_template(*, actor: Actor, template: int) -> None:
    """Throw a form away. Papers made with it stay as they were sent."""
    held = hold(PaperTemplate, [template])
    allow(may_manage_templates(actor))
    if not held:
        raise TemplateNotFound(template=template)
    found = held[0]
    record(f"서식 {found}", form=template)
    found.delete()


def _read(paper: PaperKind, content: bytes) -> tuple[tuple[str, ...], list[Problem]]:
    if not content:
        return (), [
            Problem(
                "empty",
                Said("빈 파일입니다.", "The file is empty."),
                Said("내용이 있는 HWPX 파일을 고르세요.", "Choose an HWPX file with contents."),
                field="file",
            )
        ]
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_048_576
        return (), [
            Problem(
                "too_large",
                Said(f"파일이 {most}MB보다 큽니다.", f"The file is larger than {most} MB."),
                Said("그림을 줄여 다시 올리세요.", "Make its pictures smaller and upload it again."),
                field="file",
            )
        ]
    found = [Problem(one.code, one.sentence, field="file") for one in check_hwpx(content)]
    if found:
        return (), found
    asked = places_of(content)
    return asked, _unknown(paper, asked)


def _unknown(paper: PaperKind, asked: tuple[str, ...]) -> list[Problem]:
    known = frozenset(places(paper))
    problems = [
        Problem(
            "unknown_place",
            Said(
                f"{label(paper)}에 없는 자리입니다: {{{{{place}}}}}",
                f"“{label(paper, 'en')}” has no such place: {{{{{place}}}}}",
            ),
            Said(
                "서식 화면의 자리 이름 목록에 있는 이름으로 고치세요.",
                "Use a name from the list of places on the page of forms.",
            ),
            field="file",
        )
        for place in asked
        if place not in known
    ]
    if not asked:
        text = Said("채울 자리가 하나도 없습니다.", "There is not a single place to fill.")
        problems.append(
            Problem(
                "no_place",
                text,
                Said("{{제목}}처럼 채울 자리를 적어 넣으세요.", "Write places to fill, such as {{제목}}."),
                field="file",
            )
        )
    return problems
