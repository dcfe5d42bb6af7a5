"""A worker whose one kind of job never ends when first tried: `python -m tests.doors.cli.slow_worker WHAT MARK`.

`queue` asks for the job before it works; `work` only works.
"""

import os
import sys
import threading
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baeumgil.config.settings")
django.setup()

from baeumgil.core import jobs, worker  # noqa: E402  after Django is set up
from baeumgil.core.actors import Actor  # noqa: E402  as above
from baeumgil.core.models import Job  # noqa: E402  as above

mark = Path(sys.argv[2])


@jobs.job("test.slow")
def slow() -> dict[str, object]:
    """The first time it says that it has begun, and stays."""
    if not mark.exists():
        mark.touch()
        print("begun", flush=True)  # noqa: T201  read by the test
        threading.Event().wait()
    return {"tried": "again"}


if sys.argv[1] == "queue":
    jobs.enqueue("test.slow", actor=Actor.system("시험"))
worker.work(until=lambda: False, once=True)
for row in Job.objects.filter(name="test.slow"):
    print(row.state, row.attempts, row.result)  # noqa: T201  as above
