"""작업: one job that runs in the background, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from baeumgil.core.actors import Actor, Role
from baeumgil.core.jobs import JobId, JobRow, JobState, job_row
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest

NAMES: Mapping[str, Promise] = {
    "people.check_roster": _("명단 확인"),
    "people.apply_roster": _("명단 적용"),
    "roadmap.check_records": _("이수 기록 확인"),
    "roadmap.apply_records": _("이수 기록 적용"),
    "roadmap.recompute": _("이수 의무 계산"),
    "roadmap.forecast": _("수요 전망"),
    "schedule.solve": _("편성 계산"),
    "schedule.derive": _("편성 결과 다시 얻기"),
    "schedule.solve_file": _("파일로 받은 문제의 편성 계산"),
    "schedule.explain": _("편성하지 못한 까닭 찾기"),
    "people.deliver_notices": _("알림 보내기"),
    "enrolment.offers": _("자리 제안 기한 살피기"),
    "enrolment.vacancies": _("남은 자리 다시 보기"),
    "enrolment.lists": _("교육생 명단 확정"),
    "enrolment.approvals": _("승인 기한 살피기"),
}

STOP_POLLING = 286


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go when the job is over."""

    label: Promise
    url: str


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest, job_id: int) -> HttpResponse:
    """The page of a job; htmx asks for the state alone every few seconds, without script the page reloads itself."""
    job = job_row(actor=request.actor, job_id=JobId(job_id), sees_all=sees_all_jobs(request.actor))
    onward = onward_of(job)
    context = {
        "job": job,
        "title": title_of(job),
        "onward": onward,
        "problems": job.result.get("problems", []),
        "is_done": job.state is JobState.DONE,
    }
    if not request.htmx:
        return page(request, "jobs/job.html", context)
    answer = page(request, "jobs/_state.html", context, status=STOP_POLLING if job.is_over else 200)
    if job.state is JobState.DONE and onward is not None:
        answer["HX-Redirect"] = onward.url
    return answer


def sees_all_jobs(actor: Actor) -> bool:
    """The training office and auditors of the whole city, and who runs the system."""
    return actor.units(Role.TRAINING_OFFICE, Role.AUDITOR) is None or actor.has(Role.SYSTEM_ADMIN)


def title_of(job: JobRow) -> Promise | str:
    """What the job does, in words."""
    return NAMES.get(job.name, job.name)


def onward_of(job: JobRow) -> Onward | None:
    """The page where the job's outcome is to be seen, None while there is none."""
    for key, name, label in (
        ("roster_import", "import", _("명단 보기")),
        ("record_import", "record-import", _("이수 기록 보기")),
        ("run", "schedule-run", _("편성 계산 보기")),
    ):
        number = job.result.get(key, job.arguments.get(key))
        if isinstance(number, int) and job.is_over:
            return Onward(label, reverse(f"web:{name}", args=[number]))
    return None
