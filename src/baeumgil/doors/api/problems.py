"""The one table from refusals to HTTP: problem details (RFC 9457)."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Problem, Refusal
from baeumgil.core.said import Said, in_language
from baeumgil.doors.api.keys import NoKey
from baeumgil.stages.people.errors import KeyRefused

CONTENT_TYPE = "application/problem+json"
NOT_READ = Said("값을 알아볼 수 없습니다.", "The value cannot be understood.")
TO_CORRECT = Said("요청의 값에 고칠 곳이 있습니다.", "A value of the request has to be corrected.")


class ProblemPlace(Schema):
    """One thing wrong, and where."""

    code: str
    message: str
    remedy: str = ""
    field: str = ""


class ProblemDetails(Schema):
    """Why a request was not answered (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    problems: list[ProblemPlace] = []


def status_of(refusal: Refusal) -> HTTPStatus:
    """Family of refusal to status; a key that is missing or wrong is 401, one that may not is 403."""
    if isinstance(refusal, NoKey | KeyRefused):
        return HTTPStatus.UNAUTHORIZED
    if isinstance(refusal, Invalid):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(refusal, NotAllowed):
        return HTTPStatus.FORBIDDEN
    if isinstance(refusal, NotFound):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.CONFLICT


def answer_refusals(api: NinjaAPI) -> None:
    """Wire every family, and the framework's own errors, to problem details."""

    @api.exception_handler(Refusal)
    def refused(_: HttpRequest, refusal: Refusal) -> HttpResponse:
        problems = refusal.problems if isinstance(refusal, Invalid) else ()
        return details(status_of(refusal), refusal.code, refusal.text, problems)

    @api.exception_handler(AuthenticationError)
    def no_key(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
        return details(HTTPStatus.UNAUTHORIZED, NoKey.code, NoKey.message)

    @api.exception_handler(ValidationError)
    def not_understood(_: HttpRequest, error: ValidationError) -> HttpResponse:
        problems = [Problem("invalid", NOT_READ, field=str(each["loc"][-1])) for each in error.errors]
        return details(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", TO_CORRECT, problems)

    @api.exception_handler(HttpError)
    def other(_: HttpRequest, error: HttpError) -> HttpResponse:
        return details(HTTPStatus(error.status_code), "http_error", str(error))


def details(status: HTTPStatus, code: str, detail: str, problems: Sequence[Problem] = ()) -> HttpResponse:
    """An answer of problem details, in the language asked for; 401 says which way of signing in is meant."""
    body = ProblemDetails(
        title=status.phrase,
        status=status,
        detail=_spoken(detail),
        code=code,
        problems=[
            ProblemPlace(
                code=each.code,
                message=_spoken(each.message),
                remedy=_spoken(each.remedy),
                field=_spoken(each.field),
            )
            for each in problems
        ],
    )
    response = JsonResponse(body.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = CONTENT_TYPE
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _spoken(text: str) -> str:
    return in_language(text, get_language() or "ko")
