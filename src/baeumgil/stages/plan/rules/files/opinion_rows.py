"""자유 의견: what people wrote after a course, counted by theme. The texts themselves are not kept."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.files.changes import Deciding, Target
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.rules.survey_counting import themes_of


def decide_opinions(deciding: Deciding) -> None:
    """The themes of each course and year that the file has opinions of, instead of those counted before.

    Too few opinions are not counted: their themes could tell who wrote them.
    """
    found: dict[tuple[str, int], list[FileRow]] = defaultdict(list)
    for row in deciding.table.rows:
        year = row.whole(F.YEAR) or deciding.year
        if year is None:
            deciding.problem(
                row,
                F.YEAR,
                "year_missing",
                Said("연도를 알 수 없습니다.", "The year is not known."),
                Said("연도 열을 넣거나 연도를 고르세요.", "Add a column for the year or choose the year."),
            )
        code = deciding.course(row)
        if code is None or year is None:
            continue
        if (code, year) not in deciding.known.results:
            deciding.problem(
                row,
                F.CODE if row.text(F.CODE) else F.NAME,
                "result_missing",
                Said(f"이 과정의 {year}년 실적이 없습니다.", f"There is no result of this course for {year}."),
                Said(
                    "그해의 실적이나 만족도를 먼저 넣으세요.",
                    "Put in the results or the satisfaction of that year first.",
                ),
            )
            continue
        if row.text(F.OPINION):
            found[code, year].append(row)
    for (code, year), rows in found.items():
        _themes(deciding, code, year, rows)


def _themes(deciding: Deciding, code: str, year: int, rows: Sequence[FileRow]) -> None:
    known = deciding.known
    held = known.results[code, year]
    name = Said(f"{known.courses[code].name} {year}년", f"{known.courses[code].name}, {year}")
    if len(rows) < known.smallest_group:
        deciding.remark(
            "few_opinions",
            Said(
                f"의견이 {known.smallest_group}건보다 적으면 누구의 것인지 짐작할 수 있어 주제를 세지 않습니다.",
                f"With fewer than {known.smallest_group} opinions one could guess whose they are, so no themes "
                "are counted.",
            ),
            Said(f"{rows[0].number}행: {name} {len(rows)}건", f"row {rows[0].number}: {name.english}, {len(rows)}"),
        )
        themes: list[dict[str, Any]] = []
    else:
        counted = themes_of([row.text(F.OPINION) for row in rows], known.theme_words)
        themes = [{"word": theme.word, "count": theme.count} for theme in counted]
    change = deciding.put(Target.COURSE_RESULT, f"{code}/{year}", {"themes": themes}, held)
    told = (
        (
            Said("자유 의견의 주제", "Themes of open-text opinions"),
            _said(held.values.get("themes") or []),
            _said(themes),
        ),
    )
    for place, row in enumerate(rows):
        deciding.row(row, change, code, name, told if place == 0 else ())


def _said(themes: Sequence[dict[str, Any]]) -> str:
    return ", ".join(f"{theme['word']} {theme['count']:,}" for theme in themes) or Said("없음", "none")
