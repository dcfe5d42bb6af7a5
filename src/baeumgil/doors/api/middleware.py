"""Errors that arise before or around the API's own views, told like all others: as problem details (RFC 9457)."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from baeumgil.core.said import Said
from baeumgil.doors.api.problems import CONTENT_TYPE, details

Respond = Callable[[HttpRequest], HttpResponse]

PREFIX = "/api/"
TOLD = {
    HTTPStatus.BAD_REQUEST: (
        "bad_request",
        Said(
            "요청을 알아들을 수 없습니다. 주소와 머리글을 확인하세요.",
            "The request cannot be understood. Check the address and the headers.",
        ),
    ),
    HTTPStatus.NOT_FOUND: (
        "address_not_found",
        Said(
            "없는 주소입니다. API 설명에서 주소를 확인하세요.",
            "There is no such address. Look it up in the description of the API.",
        ),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method_not_allowed",
        Said(
            "이 주소에는 쓸 수 없는 방법입니다. GET으로 물으세요.",
            "This address does not take that method. Ask with GET.",
        ),
    ),
}
OTHER = (
    "http_error",
    Said(
        "요청을 처리하지 못했습니다. 다시 해도 그러면 시스템 관리자에게 알리세요.",
        "The request could not be carried out. If it happens again, tell the system administrator.",
    ),
)


def language(respond: Respond) -> Respond:
    """Below `/api/` the language of `Accept-Language`; Korean where it names none of ours."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return respond(request)
        asked = translation.get_language_from_request(request)
        with translation.override(asked):
            response = respond(request)
        response.headers["Content-Language"] = asked
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def problem_details(respond: Respond) -> Respond:
    """Whatever goes wrong below `/api/` is told as problem details, never as a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if not request.path.startswith(PREFIX) or response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        return response if response.headers.get("Content-Type") == CONTENT_TYPE else _told(response)

    return answer


def _told(response: HttpResponse) -> HttpResponse:
    status = HTTPStatus(response.status_code)
    told = details(status, *TOLD.get(status, OTHER))
    if "Allow" in response.headers:
        told["Allow"] = response.headers["Allow"]
    told["Content-Length"] = str(len(told.content))
    return told
