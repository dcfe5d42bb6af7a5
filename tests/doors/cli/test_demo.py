import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_django import DjangoDbBlocker

from baeumgil.core import audit
from baeumgil.doors.cli.commands import baeumgil
from baeumgil.doors.cli.demo import build
from baeumgil.doors.cli.demo.city import City, invent
from baeumgil.doors.cli.demo.officials import REFERENCE_DAY
from baeumgil.doors.cli.demo.tables import AGES, TENURES, cells_for, model
from baeumgil.stages.people.models import Account, Person, Posting, Unit, UnitSuccession
from baeumgil.stages.people.services.bulk import PersonLoad
from baeumgil.stages.people.terms import AbsenceKind, EmploymentKind, PersonKind, Position
from baeumgil.stages.plan.models import CourseRequest, CourseResult
from baeumgil.stages.plan.terms import RequestState
from baeumgil.stages.roadmap.models import Exemption, Requirement, TrainingRecord
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_person
from tests.doors.cli.conftest import Call
from tests.module_rows import rows_for_a_module

GROUPS = {
    EmploymentKind.FIXED_TERM: "임기제",
    EmploymentKind.SPECIAL_POST: "별정직",
    EmploymentKind.SPECIALIST: "전문경력관",
    EmploymentKind.PUBLIC_WORKER: "공무직",
}


def _people(city: City) -> list[PersonLoad]:
    ids = {unit.key: place for place, unit in enumerate(city.organisation.units)}
    return list(city.people(ids))


@pytest.fixture(scope="module")
def city() -> list[PersonLoad]:
    return _people(invent())


@pytest.fixture(scope="module")
def serving(city: list[PersonLoad]) -> list[PersonLoad]:
    return [person for person in city if person.kind is PersonKind.OFFICIAL]


def _years(since: date | None) -> int:
    assert since is not None
    return REFERENCE_DAY.year - since.year - ((REFERENCE_DAY.month, REFERENCE_DAY.day) < (since.month, since.day))


def _band(bands: dict[str, tuple[int, int]], years: int) -> str:
    return next(name for name, (low, high) in bands.items() if low <= years <= high)


def _group(person: PersonLoad) -> str:
    employment, title = person.services[-1].employment, person.grades[-1].title
    if employment is EmploymentKind.GENERAL:
        return f"{person.grades[-1].grade}급"
    if employment in {EmploymentKind.RESEARCH, EmploymentKind.GUIDANCE}:
        return "연구관·지도관" if title.endswith("관") else "연구사·지도사"
    return GROUPS[employment]


def test_grade_age_and_tenure_are_those_of_the_model_table(serving: list[PersonLoad]) -> None:
    found = Counter(
        (_group(person), _band(AGES, _years(person.birth_on)), _band(TENURES, _years(person.services[0].starts_on)))
        for person in serving
        if _group(person) != "공무직"
    )
    wanted = {(cell.group, cell.age_band, cell.tenure_band): cell.count for cell in model("people_3500.csv")}
    assert found == wanted


def test_the_same_city_comes_out_twice() -> None:
    assert invent(200).digest() == invent(200).digest()
    assert invent(200).digest() != invent(200, seed=1).digest()


def test_another_size_keeps_the_shares() -> None:
    assert sum(cell.count for cell in cells_for(200)) == 200
    assert cells_for(43_000) == list(model("people_43000.csv"))


def test_spans_follow_each_other_without_overlap(city: list[PersonLoad]) -> None:
    for person in city:
        tables: tuple[Sequence[Any], ...] = (person.services, person.grades, person.postings, person.absences)
        for spans in tables:
            for before, after in pairwise(spans):
                assert before.ends_on is not None, person
                assert before.ends_on < after.starts_on, person
            assert all(span.ends_on is None or span.starts_on <= span.ends_on for span in spans), person


def test_nobody_was_promoted_before_appointment_or_after_today(city: list[PersonLoad]) -> None:
    days = [
        (person.services[0].starts_on, span.starts_on)
        for person in city
        if person.kind is not PersonKind.CANDIDATE
        for span in person.grades
    ]
    assert all(hired <= day <= REFERENCE_DAY for hired, day in days)


def test_from_grade_9_to_grade_5_takes_about_as_long_as_published(city: list[PersonLoad]) -> None:
    years = [
        (span.starts_on - person.services[0].starts_on).days / 365.25
        for person in city
        for span in person.grades
        if span.grade == 5 and person.grades[0].grade == 9
    ]
    assert 21.5 < mean(years) < 24.5


def test_about_one_in_ten_is_away(serving: list[PersonLoad]) -> None:
    away = Counter(span.kind for person in serving for span in person.absences if span.ends_on is None)
    assert 0.08 < away[AbsenceKind.LEAVE] / len(serving) < 0.11
    assert set(away) == set(AbsenceKind)


def test_every_unit_with_a_head_has_one(serving: list[PersonLoad]) -> None:
    heads = Counter(
        person.postings[-1].unit_name
        for person in serving
        if person.postings[-1].position is Position.DIVISION_HEAD and person.postings[-1].position_title != "추진단장"
    )
    assert len(heads) > 80
    assert {count for name, count in heads.items() if name != "배움시의회사무국"} == {1}


def test_leavers_of_ten_years_give_rates_to_read(city: list[PersonLoad]) -> None:
    years = Counter(
        person.services[-1].ends_on.year
        for person in city
        if person.kind is PersonKind.FORMER and person.services[-1].ends_on is not None
    )
    full = [years[year] for year in range(2017, 2026)]
    assert all(120 < count < 210 for count in full)


def leave_out_schedule(patch: pytest.MonkeyPatch) -> None:
    """Scheduling three years and applying for them takes longer than all the rest: `test_demo_years` does it."""
    for loaded in ("load_schedule", "load_enrolment"):
        patch.setattr(build, loaded, lambda *_args, **_more: None)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """What `demo` says of the city it built; the city is there for every test of this module."""
    with rows_for_a_module(django_db_blocker), pytest.MonkeyPatch.context() as patch:
        leave_out_schedule(patch)
        result = CliRunner().invoke(baeumgil, ["demo", "--size", "400", "--json"])
        assert result.exit_code == 0
        yield json.loads(result.stdout)


@pytest.mark.django_db
def test_demo_builds_the_city_with_a_login_for_each_role(built: dict[str, Any]) -> None:
    assert (built["city"], built["people"], built["units"]) == ("배움시", Person.objects.count(), Unit.objects.count())
    assert [login["username"] for login in built["logins"]] == [
        "official",
        "liaison",
        "office",
        "instructor",
        "team-leader",
        "division-head",
        "head",
        "deputy-mayor",
        "auditor",
        "admin",
    ]
    assert Account.objects.count() == 10
    assert built["records"] == TrainingRecord.objects.count() > 0
    assert built["requirements"] == Requirement.objects.count() > 0
    assert (Exemption.objects.count() > 0, UnitSuccession.objects.count() > 0) == (True, True)
    assert audit.first_broken_link() is None


@pytest.mark.django_db
def test_the_official_who_signs_in_has_past_present_and_future(built: dict[str, Any]) -> None:
    official = Account.objects.get(username="official")
    states = set(Requirement.objects.filter(person=official.person).values_list("state", flat=True))
    assert {StageState.DONE, StageState.DUE, StageState.UPCOMING} <= states


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_the_liaison_has_answers_to_read_and_courses_have_themes() -> None:
    liaison = Account.objects.get(username="liaison")
    posting = Posting.objects.filter(person=liaison.person).latest("starts_on")
    found = CourseRequest.objects.filter(unit_id=posting.unit_id)
    assert {request.state for request in found} == {RequestState.ADOPTED, RequestState.DEFERRED}
    assert all(request.answer for request in found)
    assert CourseResult.objects.exclude(themes=[]).count() > 50


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_a_demo_city_that_is_there_is_left_alone_and_tells_its_logins_again(call: Call) -> None:
    people = Person.objects.count()
    again = call("demo", "--if-empty")
    assert (again.exit_code, "River-Bridge-26" in again.stderr) == (0, True)
    assert Person.objects.count() == people


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_replacing_removes_what_was_there_and_keeps_the_audit_chain(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_out_schedule(monkeypatch)
    a_person("김하늘", staff_no="Z0123")
    assert call("demo", "--size", "50", "--replace").exit_code == 0
    assert not Person.objects.filter(staff_no="Z0123").exists()
    assert audit.first_broken_link() is None


@pytest.mark.django_db
@pytest.mark.usefixtures("built")
def test_the_citys_own_files_change_nothing_in_it(call: Call, tmp_path: Path) -> None:
    written = json.loads(call("demo", "--size", "400", "--files", str(tmp_path), "--json").stdout)["files"]
    assert [Path(name).name for name in written] == [
        "roster.xlsx",
        "roster_cp949.csv",
        "records.xlsx",
        "organisation.csv",
    ]
    before = Posting.objects.count()
    for name in ("roster.xlsx", "roster_cp949.csv"):
        taken = call("people", "import", str(tmp_path / name), "--as-of", "2026-11-01", "--json")
        assert set(json.loads(taken.stdout)["counts"]) == {"unchanged"}
    records = json.loads(call("roadmap", "import-records", str(tmp_path / "records.xlsx"), "--json").stdout)
    assert (records["counts"]["new"], records["counts"]["same"]) == (0, records["rows"])
    units = call("people", "organisation", "import", str(tmp_path / "organisation.csv"), "--valid-from", "2027-01-01")
    assert units.exit_code == 0
    assert Posting.objects.count() == before


@pytest.mark.slow
def test_a_metropolis_has_the_tree_in_every_district() -> None:
    organisation = invent(43_000).organisation
    assert len(organisation.units) == 2_708
    assert len({span.official_code for unit in organisation.units for span in unit.spans}) == 2_708
