"""Whatever two rosters a city hands over: applied twice nothing changes, undone everything is as it was."""

import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service, Unit, UnitSpan
from baeumgil.stages.people.queries.roster import roster_import, roster_preview, roster_problems
from baeumgil.stages.people.services.roster import RosterOptions, apply_roster, check_roster, undo_roster
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import ChangeKind, RosterState, UnitKind
from tests.build import a_roster_file, a_unit, the_operator
from tests.thoroughness import examples

FIRST, SECOND = date(2026, 1, 1), date(2026, 7, 1)
UNITS = ("총무과", "회계과", "보건소")


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


@st.composite
def a_row(draw: st.DrawFn, staff_no: str, as_of: date) -> dict[str, object]:
    appointed = draw(days(date(1990, 1, 1), as_of - timedelta(days=1)))
    since = days(appointed, as_of)
    status = draw(st.sampled_from(["재직", "재직", "육아휴직", "파견", "공로연수", "명예퇴직", "전출"]))
    away = status in {"육아휴직", "파견", "공로연수"}
    left = status in {"명예퇴직", "전출"}
    position = draw(st.sampled_from(["주무관", "주무관", "팀장", "과장"]))
    return {
        "사번": staff_no,
        "성명": draw(st.sampled_from(["김하늘", "이바다", "박산"])),
        "생년월일": appointed - timedelta(days=draw(st.integers(20 * 366, 30 * 365))),
        "부서": draw(st.sampled_from(UNITS)),
        "직급": draw(
            st.sampled_from(["행정9급", "행정7급", "6급", "지방시설주사", "보건연구사", "보건연구관", "일반임기제 6급"])
        ),
        "직렬": draw(st.sampled_from(["", "행정", "시설"])),
        "직위": position,
        "임용권자": draw(st.sampled_from(["시장", "시장", "시장", "의장"])),
        "임용일": appointed,
        "현직급임용일": draw(st.none() | since),
        "현부서발령일": draw(st.none() | since),
        "팀장보임일": draw(st.none() | since) if position != "주무관" else None,
        "재직상태": status,
        "휴직시작일": draw(st.none() | since) if away else None,
        "휴직종료일": draw(st.none() | days(as_of, as_of + timedelta(days=500))) if away else None,
        "퇴직일": draw(st.none() | since) if left else None,
        "임기만료일": draw(st.none() | days(as_of, as_of + timedelta(days=900))),
        "담당업무": draw(st.sampled_from(["", "인사", "회계"])),
    }


@st.composite
def a_roster(draw: st.DrawFn, as_of: date) -> list[dict[str, object]]:
    numbers = draw(st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True))
    return [draw(a_row(f"{number:04d}", as_of)) for number in numbers]


def state() -> list[list[dict[str, object]]]:
    """Every row of every table an import may touch, without the mark of who made it."""
    tables: tuple[type[Model], ...] = (Person, Service, GradeSpell, Posting, Absence, Unit, UnitSpan)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def check(rows: Iterable[dict[str, object]], as_of: date) -> int:
    options = RosterOptions(allow_many_leavers=True)
    with tempfile.TemporaryDirectory() as folder:
        path = a_roster_file(Path(folder), list(rows))
        return check_roster(actor=the_operator(), file_name="명단.csv", path=path, as_of=as_of, options=options)


def spans_are_sound() -> None:
    for model in (Service, GradeSpell, Posting, Absence):
        ended: dict[int, date | None] = {}
        for person, starts_on, ends_on in model._default_manager.order_by("person_id", "starts_on").values_list(
            "person_id", "starts_on", "ends_on"
        ):
            if person in ended:
                before = ended[person]
                assert before is not None
                assert before < starts_on
            ended[person] = ends_on


@pytest.mark.slow
@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=a_roster(FIRST), second=a_roster(SECOND))
def test_rosters_apply_once_and_can_be_taken_back(
    a_small_city: None, first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    with transaction.atomic():
        _round_trip(first, second)
        transaction.set_rollback(True)


def _round_trip(first: list[dict[str, object]], second: list[dict[str, object]]) -> None:
    actor, applied = the_operator(), []
    states = [state()]
    for rows, as_of in ((first, FIRST), (second, SECOND)):
        made = check(rows, as_of)
        row = roster_import(actor=actor, roster_import=made)
        problems = roster_problems(actor=actor, roster_import=made)
        if row.state is RosterState.BROKEN:
            assert {problem.code for problem in problems} == {"contradicts_history"}
            assert state() == states[-1]
            continue
        shown = roster_preview(actor=actor, roster_import=made, size=200).changes.rows
        apply_roster(actor=actor, roster_import=made, preview_digest=row.preview_digest)
        applied.append(made)
        spans_are_sound()
        assert bool(shown) == (state() != states[-1])
        states.append(state())
        again = roster_import(actor=actor, roster_import=check(rows, as_of))
        changes = roster_preview(actor=actor, roster_import=again.id, size=200).changes.rows
        assert changes == []
        assert set(again.counts) <= {ChangeKind.UNCHANGED}
        assert roster_problems(actor=actor, roster_import=again.id) == ()
    for made in reversed(applied):
        assert state() == states.pop()
        undo_roster(actor=actor, roster_import=made)
    assert state() == states.pop()


@pytest.fixture
def a_small_city(db: None) -> None:
    seed_policies(actor=the_operator())
    city = a_unit("한강시", kind=UnitKind.BODY)
    for name in UNITS:
        a_unit(name, parent=city)
