"""Which pages the header offers to whom. Hiding a link is courtesy; queries and services decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baeumgil.core.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the header; `roles` empty means everybody with a person of their own."""

    name: str
    label: str | Promise
    about: str | Promise
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A place as one actor sees it on one page."""

    label: str | Promise
    about: str | Promise
    url: str
    is_current: bool


OFFICE, AUDITOR, HEAD = Role.TRAINING_OFFICE, Role.AUDITOR, Role.HEAD
LIAISON, ADMIN = Role.LIAISON, Role.SYSTEM_ADMIN

PLACES: Sequence[Place] = (
    Place("me", _("나의 길"), _("지금까지와 앞으로의 교육을 한눈에")),
    Place("unit", _("우리 부서"), _("부서 사람들의 단계와 기한"), (LIAISON, HEAD)),
    Place("office", _("오늘 살필 일"), _("지난 기한, 하고 있는 작업, 다가오는 퇴직"), (OFFICE, AUDITOR, HEAD)),
    Place("people", _("사람"), _("사람을 찾고 경력과 로드맵을 봅니다"), (OFFICE, AUDITOR, HEAD, LIAISON)),
    Place("organisation", _("조직"), _("부서의 나무와 이름의 역사"), (OFFICE, AUDITOR)),
    Place("imports", _("가져오기"), _("명단과 이수 기록을 파일로 올립니다"), (OFFICE, AUDITOR)),
    Place("board", _("단계 현황"), _("단계마다 누가 기한을 맞았고 지났는지"), (OFFICE, AUDITOR, HEAD, LIAISON)),
    Place("forecast", _("수요 전망"), _("앞으로 10년의 인원과 좌석"), (OFFICE, AUDITOR, HEAD)),
    Place("apply", _("교육신청"), _("지금 신청할 수 있는 과정을 찾아 신청합니다")),
    Place("applications", _("내 신청"), _("신청한 교육의 상태와 할 일")),
    Place("application-approvals", _("신청 승인"), _("승인을 기다리는 신청과 부서 배정"), (LIAISON, HEAD, OFFICE)),
    Place("name-lists", _("교육생 명단"), _("부서 사람이 가는 기수의 명단과 대체 요청"), (LIAISON, HEAD)),
    Place("calls", _("모집·선발"), _("모집을 열고, 뽑고, 대기자와 명단을 살핍니다"), (OFFICE, AUDITOR, HEAD)),
    Place("catalogue", _("교육과정"), _("과정과 교과목, 단계별 과정 로드맵")),
    Place("needs", _("수요조사"), _("부서 요청과 설문, 과정마다 근거와 제안"), (OFFICE, AUDITOR, HEAD, LIAISON)),
    Place("plans", _("연간계획"), _("교육훈련계획의 판과 총괄, 심의와 공개"), (OFFICE, AUDITOR, HEAD, LIAISON)),
    Place("schedule", _("교육일정"), _("기수의 날짜와 강의실, 내 일정과 달력 구독")),
    Place("schedule-runs", _("일정 편성"), _("한 해를 편성하고, 안을 견주고, 다시 맞춥니다"), (OFFICE, AUDITOR, HEAD)),
    Place("schedule-resources", _("강의실·강사"), _("강의실과 강사, 근무 달력과 편성 조건"), (OFFICE, AUDITOR)),
    Place("invitations", _("출강 요청"), _("출강 요청에 답하고 내 강의를 봅니다"), (Role.INSTRUCTOR,)),
    Place("approvals", _("결재"), _("서명할 문서와 올린 문서"), (OFFICE, HEAD, AUDITOR)),
    Place("rules", _("로드맵 규칙"), _("단계와 규칙을 고치고 효과를 미리 봅니다"), (OFFICE, AUDITOR)),
    Place(
        "policies",
        _("방침"),
        _("날짜가 있는 규칙의 지금 값과 앞으로 바뀔 값"),
        (OFFICE, AUDITOR, HEAD, LIAISON, ADMIN),
    ),
    Place("deliveries", _("알림 발송"), _("가지 못한 알림을 다시 보내거나 그만둡니다"), (ADMIN,)),
    Place("accounts", _("계정·권한"), _("계정을 만들고 권한을 주고 거둡니다"), (ADMIN, AUDITOR)),
    Place("api-keys", _("API 열쇠"), _("다른 시스템이 읽을 열쇠를 냅니다"), (ADMIN, AUDITOR)),
    Place("audit", _("감사 기록"), _("누가 언제 무엇을 했는지"), (AUDITOR,)),
    Place("audit-sign-ins", _("로그인 기록"), _("누가 언제 로그인했고 무엇이 막혔는지"), (ADMIN,)),
)


def links(actor: Actor, path: str) -> list[Link]:
    """The header's links for an actor, the one nearest to `path` marked."""
    offered = [(place, _address(place.name)) for place in PLACES if _is_offered(place, actor)]
    known = [(place, url) for place, url in offered if url]
    nearest = max((url for _place, url in known if path.startswith(url)), key=len, default="")
    return [Link(place.label, place.about, url, url == nearest) for place, url in known]


def _is_offered(place: Place, actor: Actor) -> bool:
    return actor.has(*place.roles) if place.roles else actor.person is not None


def _address(name: str) -> str:
    try:
        return reverse(f"web:{name}")
    except NoReverseMatch:
        return ""
