"""`/plan`: official papers as files."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router, Schema

from baeumgil.core.errors import NotAllowed
from baeumgil.core.said import Said
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.services.papers import make_paper
from baeumgil.stages.plan.terms import PaperFormat, PaperKind

router = Router(tags=["plan"])

FILES = {
    200: {
        "description": "문서 파일",
        "content": {
            "application/hwp+zip": {"schema": {"type": "string", "format": "binary"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
                "schema": {"type": "string", "format": "binary"}
            },
        },
    }
}

NAMING_PEOPLE = frozenset({PaperKind.MINUTES, PaperKind.APPROVAL})


class PaperWanted(Schema):
    """Which one, where a year has several. `institute` and `course` are codes."""

    institute: str = ""
    course: str = ""


@router.get("/{int:year}/documents/{kind}.{format}", summary="공문서 파일", openapi_extra={"responses": FILES})
def document(
    request: HttpRequest,
    year: int,
    kind: PaperKind,
    format: PaperFormat,  # noqa: A002  the word in the address
    wanted: Query[PaperWanted],
) -> HttpResponse:
    """A paper of a year's plan; `course_plan` wants `course` (a code). Papers that name people are refused."""
    actor = actor_of(request, Scope.PLAN_READ)
    if kind in NAMING_PEOPLE:
        raise NotAllowed(
            Said(
                "사람의 이름이 든 문서는 API로 내지 않습니다. 화면에서 받으세요.",
                "Documents that name people are not given out by the API. Get them on the screen.",
            )
        )
    paper = make_paper(
        actor=actor,
        kind=kind,
        format=format,
        year=year,
        institute_code=wanted.institute,
        course_code=wanted.course,
    )
    answer = HttpResponse(paper.content, content_type=paper.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=paper.file_name) or ""
    answer["Cache-Control"] = "no-store"
    return answer
