"""The API as one value, mounted by `config/urls.py` at `/api/v1/`.

The description lies at `/api/v1/openapi.json`. There is no interactive page: it would need scripts from outside.
"""

from ninja import NinjaAPI

from baeumgil.doors.api import jobs, people, policies, roadmap
from baeumgil.doors.api.enrolment import applying, approvals, calls, selections, verifying, waiting
from baeumgil.doors.api.keys import KeyAuth
from baeumgil.doors.api.plan import catalogue, documents, files, needs, totals
from baeumgil.doors.api.problems import answer_refusals
from baeumgil.doors.api.schedule import calendars, solving

api = NinjaAPI(
    title="배움길 API",
    version="1",
    description="사람과 로드맵 읽기, 교육계획·교육일정·신청·선발 읽기와 고치기. 모든 요청에 API 열쇠가 필요합니다.",
    urls_namespace="api",
    docs_url=None,
    auth=KeyAuth(),
)
api.add_router("", people.router)
api.add_router("/roadmap", roadmap.router)
for part in (catalogue, documents, files, needs, totals):
    api.add_router("/plan", part.router)
for part in (calendars, solving):
    api.add_router("/schedule", part.router)
for part in (applying, approvals, calls, selections, verifying, waiting):
    api.add_router("/enrolment", part.router)
api.add_router("", policies.router)
api.add_router("", jobs.router)
answer_refusals(api)
