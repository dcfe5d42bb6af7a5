import csv
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.errors import OrganisationBroken, UnitNotChangeable, UnitNotFound
from baeumgil.stages.people.models import UnitSpan
from baeumgil.stages.people.queries.organisation import (
    subtree,
    unit_by_code,
    unit_history,
    unit_on,
    unit_tree,
    visible_units,
)
from baeumgil.stages.people.services.organisation import (
    close_unit,
    create_unit,
    import_organisation,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from baeumgil.stages.people.terms import SuccessionKind, UnitKind
from tests.build import a_unit, an_actor, the_operator

SAMPLE = Path(__file__).parents[3] / "samples" / "organisation" / "two_small_cities.csv"
START, LATER = date(2025, 7, 1), date(2026, 1, 1)


def the_rows() -> list[list[str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def import_one(rows: list[list[str]], on: date = START, body: str = "한강시") -> tuple[int, int, int, int, int, int]:
    done = import_organisation(actor=the_operator(), valid_from=on, rows=rows, body=body)
    return done.created, done.renamed, done.moved, done.closed, done.unchanged, done.units


def names(on: date) -> list[tuple[int, str, UnitKind]]:
    return [(row.depth, row.name, row.kind) for row in unit_tree(on)]


def test_a_city_of_the_official_file_becomes_a_tree_in_official_order(db: None) -> None:
    assert import_one(the_rows()) == (12, 0, 0, 0, 0, 12)
    assert names(START) == [
        (0, "한강시", UnitKind.BODY),
        (1, "시장", UnitKind.OTHER),
        (1, "부시장", UnitKind.OTHER),
        (1, "감사담당관", UnitKind.OFFICE),
        (1, "행정국", UnitKind.BUREAU),
        (2, "총무과", UnitKind.DIVISION),
        (2, "회계과", UnitKind.DIVISION),
        (1, "보건소", UnitKind.ATTACHED),
        (2, "보건행정과", UnitKind.DIVISION),
        (1, "가람동", UnitKind.TOWNSHIP),
        (1, "한강시의회", UnitKind.COUNCIL),
        (2, "의회사무국", UnitKind.COUNCIL),
    ]


def test_importing_the_same_file_twice_changes_nothing(db: None) -> None:
    import_one(the_rows())
    before = list(UnitSpan.objects.order_by("pk").values())
    assert import_one(the_rows()) == (0, 0, 0, 0, 12, 12)
    assert import_one(the_rows(), LATER) == (0, 0, 0, 0, 12, 12)
    assert list(UnitSpan.objects.order_by("pk").values()) == before


def test_a_file_with_two_cities_is_refused_and_names_the_choices(db: None) -> None:
    with pytest.raises(OrganisationBroken) as refused:
        import_one(the_rows(), body="")
    assert refused.value.problems[0].remedy == (
        "다음 가운데 하나를 고르세요: 가나도 한강시(9990000), 가나도 바다시(9980000)"
    )
    assert unit_tree(START) == []


def test_an_unknown_city_is_refused(db: None) -> None:
    with pytest.raises(OrganisationBroken) as refused:
        import_one(the_rows(), body="산들시")
    assert refused.value.problems[0].message == "'산들시'이라는 기관이 없습니다."


def test_a_city_may_be_chosen_by_its_code(db: None) -> None:
    assert import_one(the_rows(), body="9980000") == (2, 0, 0, 0, 0, 2)


def test_the_original_form_with_korean_headings_nulls_and_closed_bodies_is_read(db: None) -> None:
    headings = [
        *("기관코드", "전체기관명", "최하위기관명", "차수", "서열", "소속기관차수"),
        *("차상위기관코드", "최상위기관코드", "대표기관코드", "유형분류_대", "유형분류_중", "유형분류_소"),
        *("우편번호", "행정동코드", "소재지코드", "나머지주소", "지번", "전화번호", "팩스번호"),
        *("생성일자", "폐지일자", "변경일자", "존폐여부", "이전기관코드"),
    ]

    def line(code: str, full_name: str, parent: str, kinds: tuple[str, str], closed: str = "0") -> list[str]:
        name = full_name.rsplit(maxsplit=1)[-1]
        above = ["2", "1", "0", parent, "9000000", "9990000", "02", *kinds]
        return [code, full_name, name, *above, *["NULL"] * 7, "20230601", "NULL", "20230601", closed, "NULL"]

    rows = [
        headings,
        line("9990000", "가나도 한강시", "9000000", ("02", "02")),
        line("9990001", "가나도 한강시 행정국", "9990000", ("09", "03")),
        line("9990002", "가나도 한강시 옛날국", "9990000", ("09", "03"), closed="1"),
    ]
    assert len(headings) == 24
    assert import_one(rows, body="") == (2, 0, 0, 0, 0, 2)
    assert names(START) == [(0, "한강시", UnitKind.BODY), (1, "행정국", UnitKind.BUREAU)]


def test_a_later_file_renames_moves_closes_and_makes_units_and_the_past_keeps_its_names(db: None) -> None:
    import_one(the_rows())
    team = create_unit(
        actor=the_operator(),
        name="인사팀",
        parent=unit_by_code("9990005", START).id,
        kind=UnitKind.TEAM,
        on=START,
    )
    rows = [row for row in the_rows() if row[0] != "9990006"]
    for row in rows:
        if row[0] == "9990005":
            row[1:3] = ["가나도 한강시 행정국 행정지원과", "행정지원과"]
        if row[0] == "9990003":
            row[1], row[4] = "가나도 한강시 행정국 감사담당관", "9990004"
    new = ["9990020", "가나도 한강시 행정국 인공지능과", "인공지능과", *rows[1][3:]]
    new[4], new[7:10] = "9990004", ["02", "09", "05"]
    assert import_one([*rows, new], LATER) == (1, 1, 1, 1, 9, 13)
    assert unit_by_code("9990005", date(2025, 12, 31)).name == "총무과"
    assert unit_by_code("9990005", LATER).name == "행정지원과"
    assert unit_on(team, date(2025, 12, 31)).full_name == "가나도 한강시 행정국 총무과 인사팀"
    assert unit_on(team, LATER).full_name == "가나도 한강시 행정국 행정지원과 인사팀"
    assert [span.name for span in unit_history(unit_by_code("9990005", LATER).id).spans] == ["총무과", "행정지원과"]
    with pytest.raises(UnitNotFound):
        unit_by_code("9990006", LATER)
    assert unit_by_code("9990003", LATER).parent == unit_by_code("9990004", LATER).id


def test_an_earlier_file_than_what_is_recorded_is_refused(db: None) -> None:
    import_one(the_rows())
    rows = the_rows()
    rows[6][1:3] = ["가나도 한강시 행정국 서무과", "서무과"]
    import_one(rows, LATER)
    before = list(UnitSpan.objects.order_by("pk").values())
    rows[6][1:3] = ["가나도 한강시 행정국 지원과", "지원과"]
    with pytest.raises(UnitNotChangeable):
        import_one(rows, date(2025, 10, 1))
    with pytest.raises(UnitNotChangeable):
        import_one(rows, date(2025, 6, 1))
    assert list(UnitSpan.objects.order_by("pk").values()) == before


def test_every_problem_of_the_file_is_named_at_once(db: None) -> None:
    rows = the_rows()
    rows[2][0] = "99"
    rows[3][0] = rows[4][0]
    rows[6][1] = ""
    rows[2][0] = "엉터리"
    with pytest.raises(OrganisationBroken) as refused:
        import_one(rows)
    assert [(problem.code, problem.row) for problem in refused.value.problems] == [
        ("code_malformed", 3),
        ("code_twice", 5),
        ("name_missing", 7),
    ]
    assert unit_tree(START) == []


def test_a_file_without_its_headings_is_refused(db: None) -> None:
    with pytest.raises(OrganisationBroken) as refused:
        import_one([["가", "나"], ["1", "2"]])
    assert [problem.code for problem in refused.value.problems] == ["heading_missing"]


def test_only_the_training_office_of_the_whole_city_imports(db: None) -> None:
    unit = a_unit()
    for actor in (an_actor(), an_actor(Role.AUDITOR), an_actor(Role.TRAINING_OFFICE, units=[unit])):
        with pytest.raises(NotAllowed):
            import_organisation(actor=actor, valid_from=START, rows=the_rows(), body="한강시")
    assert len(unit_tree(START)) == 1


def test_merging_closes_the_units_and_links_them_to_their_follower(db: None) -> None:
    import_one(the_rows())
    first, second = unit_by_code("9990005", START).id, unit_by_code("9990006", START).id
    team = create_unit(actor=the_operator(), name="계약팀", parent=second, kind=UnitKind.TEAM, on=START)
    made = merge_units(actor=the_operator(), units=[first, second], name="총무회계과", on=LATER)
    history = unit_history(made)
    assert [(link.kind, link.on, link.unit, link.name) for link in history.predecessors] == [
        (SuccessionKind.MERGED, LATER, first, "총무과"),
        (SuccessionKind.MERGED, LATER, second, "회계과"),
    ]
    assert [link.unit for link in unit_history(first).successors] == [made]
    assert unit_on(team, LATER).full_name == "가나도 한강시 행정국 총무회계과 계약팀"
    assert subtree(made, LATER) == {made, team}
    with pytest.raises(UnitNotFound):
        unit_on(first, LATER)


def test_splitting_makes_several_units_after_one(db: None) -> None:
    import_one(the_rows())
    unit = unit_by_code("9990005", START).id
    made = split_unit(actor=the_operator(), unit=unit, names=["총무과", "자치과"], on=LATER)
    assert [unit_on(one, LATER).name for one in made] == ["총무과", "자치과"]
    assert [link.unit for link in unit_history(unit).successors] == list(made)


def test_a_unit_is_renamed_moved_and_closed_from_a_day_on(db: None) -> None:
    import_one(the_rows())
    unit, bureau, centre = (unit_by_code(code, START).id for code in ("9990005", "9990004", "9990007"))
    rename_unit(actor=the_operator(), unit=bureau, name="행정안전국", on=LATER)
    assert unit_on(unit, LATER).full_name == "가나도 한강시 행정안전국 총무과"
    move_unit(actor=the_operator(), unit=unit, parent=centre, on=date(2026, 7, 1))
    assert unit_on(unit, date(2026, 7, 1)).full_name == "가나도 한강시 보건소 총무과"
    assert unit_on(unit, date(2026, 6, 30)).full_name == "가나도 한강시 행정안전국 총무과"
    close_unit(actor=the_operator(), unit=unit, on=date(2027, 1, 1))
    assert unit_on(unit, date(2026, 12, 31)).ends_on == date(2026, 12, 31)


def test_a_unit_never_moves_below_itself_and_no_name_stands_twice(db: None) -> None:
    import_one(the_rows())
    bureau, unit = unit_by_code("9990004", START).id, unit_by_code("9990005", START).id
    before = list(UnitSpan.objects.order_by("pk").values())
    with pytest.raises(UnitNotChangeable):
        move_unit(actor=the_operator(), unit=bureau, parent=unit, on=LATER)
    with pytest.raises(UnitNotChangeable):
        create_unit(actor=the_operator(), name="총무과", parent=bureau, kind=UnitKind.DIVISION, on=LATER)
    assert list(UnitSpan.objects.order_by("pk").values()) == before


def test_the_tree_takes_one_statement_however_many_units_there_are(db: None) -> None:
    import_one(the_rows())
    for number in range(30):
        a_unit(f"팀{number}", parent=unit_by_code("9990005", START).id, kind=UnitKind.TEAM)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert len(unit_tree(START)) == 42
    assert len(seen) == 1


def test_a_liaison_sees_the_units_of_the_grant_only(db: None) -> None:
    import_one(the_rows())
    bureau = unit_by_code("9990004", START).id
    actor = an_actor(Role.LIAISON, units=subtree(bureau, START))
    assert [row.name for row in visible_units(actor=actor, on=START)] == ["행정국", "총무과", "회계과"]
    assert visible_units(actor=an_actor(Role.OFFICIAL), on=START) == []
    assert len(visible_units(actor=an_actor(Role.AUDITOR), on=START)) == 12


def test_the_original_file_in_code_page_949_with_tabs_is_read(db: None, tmp_path: Path) -> None:
    headings = [
        "기관코드",
        "전체기관명",
        "최하위기관명",
        "차상위기관코드",
        "대표기관코드",
        "유형분류_중",
        "유형분류_소",
        "존폐여부",
    ]
    lines = [
        headings,
        ["9990000", "가나도 한강시", "한강시", "9000000", "9990000", "02", "02", "0"],
        ["9990001", "가나도 한강시 행정국", "행정국", "9990000", "9990000", "09", "03", "0"],
        ["9990002", "가나도 한강시 옛날과", "옛날과", "9990001", "9990000", "09", "05", "1"],
    ]
    path = tmp_path / "기관코드.txt"
    path.write_bytes("\r\n".join("\t".join(line) for line in lines).encode("cp949"))
    done = import_organisation(actor=the_operator(), valid_from=START, path=path, file_name="기관코드.txt")
    assert (done.created, done.units) == (2, 2)
    assert names(START) == [(0, "한강시", UnitKind.BODY), (1, "행정국", UnitKind.BUREAU)]
