"""`/jobs`."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.core import jobs
from baeumgil.doors.api import schemas
from baeumgil.doors.api.keys import actor_of

router = Router(tags=["jobs"])


@router.get("/jobs", response=schemas.Jobs, summary="작업")
def list_jobs(request: HttpRequest, wanted: Query[schemas.JobsWanted]) -> Any:
    """The latest jobs. Any key may see how they stand; what they were about is not told."""
    return {"rows": jobs.job_rows(actor=actor_of(request), sees_all=True, limit=wanted.limit)}


@router.get("/jobs/{job}", response=schemas.Job, summary="작업 하나")
def show_job(request: HttpRequest, job: int) -> Any:
    """One job."""
    return jobs.job_row(actor=actor_of(request), job_id=jobs.JobId(job), sees_all=True)
