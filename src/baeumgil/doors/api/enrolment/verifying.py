"""`/enrolment`: recomputing a published bundle."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.doors.api.keys import actor_of
from baeumgil.engines.selection_checking.checking import check
from baeumgil.stages.enrolment.errors import SelectionInvalid
from baeumgil.stages.people.terms import Scope

router = Router(tags=["enrolment"])
MOST_BYTES = 32 * 1_048_576


class FindingOut(Schema):
    """One thing that differs, and where."""

    path: str
    korean: str
    english: str


class BundleJudgement(Schema):
    """What recomputing found; `figures` count applicants, seats, and what became of them.

    `digest` stands in the file; compare it with the published one.
    """

    is_sound: bool
    findings: list[FindingOut]
    figures: dict[str, int]
    digest: str


@router.post("/bundles/verify", response=BundleJudgement, summary="선발 검증 묶음 다시 계산")
def verify_selection_bundle(request: HttpRequest, bundle: File[UploadedFile]) -> Any:
    """Recompute a bundle from its bytes alone. Whatever they are, up to 32 MB, the answer is a judgement."""
    actor_of(request, Scope.ENROLMENT_READ)
    if (bundle.size or 0) > MOST_BYTES:
        most = MOST_BYTES // 1_048_576
        raise SelectionInvalid(
            [
                Problem(
                    "file_size",
                    Said(f"{most}MB를 넘는 파일입니다.", f"The file is larger than {most} MB."),
                    Said("명령줄에서 확인하세요.", "Check it on the command line."),
                    field="bundle",
                )
            ]
        )
    return check(bundle.read())
