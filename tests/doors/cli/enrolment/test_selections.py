"""`baeumgil enrolment select` and `bundle`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baeumgil.stages.enrolment.models import Selection
from baeumgil.stages.enrolment.terms import SelectionState
from tests.doors.cli.conftest import Call
from tests.stages.enrolment.selection_world import a_world, published, the_moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


def test_a_trial_by_course_tells_figures_and_stores_nothing(call: Call) -> None:
    world = a_world(4, seats=2, code="REPORT")
    told = json.loads(call("enrolment", "select", "REPORT", "--dry-run", "--json").stdout)
    assert (told["call"], told["dry_run"], told["figures"]["seated"]) == (world.call, True, 2)
    assert Selection.objects.count() == 0


def test_a_session_is_selected_and_its_published_bundle_verified(call: Call, settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    world = a_world(4, seats=2, code="REPORT")
    result = call("enrolment", "select", str(world.sessions[0]))
    assert (result.exit_code, "신청 4, 선발 2, 대기 2, 미선발 0" in result.stdout) == (0, True)
    assert Selection.objects.get().state == SelectionState.DRAFT
    assert call("enrolment", "bundle", "--latest").exit_code != 0
    published(world)
    paths = [call("enrolment", "bundle", asked).stdout.strip() for asked in ("REPORT", str(world.sessions[0]))]
    assert paths[0] == paths[1] == call("enrolment", "bundle", "--latest").stdout.strip()
    assert Path(paths[0]).parent == tmp_path / "bundles"
    assert call("enrolment", "verify", paths[0]).exit_code == 0


def test_a_trial_of_a_published_result_is_refused_and_says_where_it_is(call: Call) -> None:
    published(a_world(4, seats=2, code="REPORT"))
    refused = call("enrolment", "select", "REPORT", "--dry-run")
    page = f"/enrolment/selections/{Selection.objects.get().pk}"
    assert (refused.exit_code, refused.stdout, page in refused.stderr) == (1, "", True)


def test_what_is_not_there_or_half_asked_is_refused(call: Call) -> None:
    unknown = call("enrolment", "select", "없는과정")
    assert (unknown.exit_code, "'없는과정'" in unknown.stderr, "기수 번호나 과정 코드를 주세요" in unknown.stderr) == (
        1,
        True,
        True,
    )
    assert call("enrolment", "bundle").exit_code == 2
    assert call("enrolment", "bundle", "REPORT", "--latest").exit_code == 2
