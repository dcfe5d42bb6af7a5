"""The rule sets shipped with the product, read from `seed/*.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.roadmap.errors import RulesWrong
from baeumgil.stages.roadmap.rules.definition import Ruleset
from baeumgil.stages.roadmap.rules.drafting import check_stages, stages_from_json, stages_to_json
from baeumgil.stages.roadmap.rules.undecided import has_field

FOLDER = Path(__file__).resolve().parent.parent / "seed"
SHIPPED = ("goyang_2024", "goyang_2026", "seoul_2019", "gyeongnam_2025")
UNSTATED = "원문에 없음: 도시가 정하세요."


@cache
def shipped_rulesets() -> tuple[Ruleset, ...]:
    """All shipped sets, in the order in which they are offered. Raises `RulesWrong` for a broken file."""
    return tuple(read_ruleset(FOLDER / f"{name}.toml") for name in SHIPPED)


def shipped_ruleset(code: str) -> Ruleset:
    """One shipped set; KeyError for an unknown code."""
    return {ruleset.code: ruleset for ruleset in shipped_rulesets()}[code]


def read_ruleset(path: Path) -> Ruleset:
    """One set from a TOML file: code, name, source, notes, the unstated, stages. Raises `RulesWrong`."""
    with path.open("rb") as file:
        raw = tomllib.load(file)
    stages = stages_from_json(raw.get("stages", []))
    ruleset = Ruleset(
        code=str(raw.get("code", "")),
        name=str(raw.get("name", "")),
        source=str(raw.get("source", "")),
        stages=stages,
        notes=tuple(str(note) for note in raw.get("notes", [])),
        unstated={str(place): str(note) for place, note in raw.get("unstated", {}).items()},
    )
    problems = check_ruleset(ruleset)
    if problems:
        raise RulesWrong(
            problems,
            Said(
                f"{path.name}: 제공 규칙에 고칠 곳이 있습니다.",
                f"{path.name}: there is something to correct in the rules that come with the product.",
            ),
        )
    return ruleset


def check_ruleset(ruleset: Ruleset) -> list[Problem]:
    """What is wrong with a set as a whole: its stages, its names, and notes about fields that do not exist."""
    problems = check_stages(ruleset.stages)
    problems += [
        Problem("blank", Said(f"'{name}' 값이 비어 있습니다.", f"The value “{name}” is empty."), field=name)
        for name in ("code", "name", "source")
        if not getattr(ruleset, name).strip()
    ]
    plain = stages_to_json(ruleset.stages)
    for place, note in ruleset.unstated.items():
        if not has_field(plain, place):
            problems.append(
                Problem(
                    "unstated",
                    Said(f"'{place}'에 맞는 단계와 항목이 없습니다.", f"No stage and field match “{place}”."),
                    field=place,
                )
            )
        if not note.startswith(UNSTATED):
            problems.append(
                Problem(
                    "unstated",
                    Said(
                        f"'{place}' 설명은 '{UNSTATED}'로 시작해야 합니다.",
                        f"The note on “{place}” must begin with “{UNSTATED}”.",
                    ),
                    field=place,
                )
            )
    return problems
