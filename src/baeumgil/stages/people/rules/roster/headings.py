"""Which column of a file holds which fact."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english
from baeumgil.stages.people.rules.seed_tables import seed_table, table_of, words_of
from baeumgil.stages.people.terms import RosterField

SIGNS = re.compile(r"[\s_\-·./:*()\[\]<>]+")
BRACKETS = re.compile(r"[(\[<].*?[)\]>]")
ALWAYS = (RosterField.NAME, RosterField.UNIT, RosterField.GRADE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Place of each field, what is ignored (and what of it the law forbids), and what is missing."""

    places: Mapping[RosterField, int]
    ignored: tuple[str, ...]
    not_allowed: tuple[str, ...]
    problems: tuple[Problem, ...]


def spellings(field: RosterField) -> tuple[str, ...]:
    """Headings under which a field is recognised."""
    return words_of(table_of(seed_table("headings")["fields"])[field.value])


def suggested(field: RosterField) -> str:
    """The heading that a problem proposes: the everyday one where the first spelling is for machines."""
    return str(table_of(seed_table("headings")["suggested"]).get(field.value) or spellings(field)[0])


def find_columns(headings: Sequence[str], mapping: Mapping[str, str], labels: Mapping[RosterField, str]) -> Columns:
    """Fields by a mapping (field to heading); without one by known headings. `labels` names fields in problems."""
    places, problems = _mapped(headings, mapping, labels) if mapping else (_recognised(headings), [])
    missing = [field for field in ALWAYS if field not in places]
    if RosterField.STAFF_NO not in places and RosterField.CANDIDATE_NO not in places:
        missing.insert(0, RosterField.STAFF_NO)
    problems += [
        Problem(
            "column_missing",
            Said(f"{labels[field]} 열을 찾지 못했습니다.", f"The column {english(labels[field])} was not found."),
            Said(
                f"열 맞춤에서 {labels[field]}에 해당하는 열을 고르거나 제목을 '{suggested(field)}'(으)로 바꾸세요.",
                f"Choose the column for {english(labels[field])} in the column "
                f"mapping, or rename its heading to “{suggested(field)}”.",
            ),
            column=labels[field],
        )
        for field in missing
        if not any(problem.column == labels[field] for problem in problems)
    ]
    used = set(places.values())
    rest = [heading for at, heading in enumerate(headings) if at not in used and heading]
    forbidden = tuple(heading for heading in rest if is_not_allowed(heading))
    return Columns(places, tuple(heading for heading in rest if heading not in forbidden), forbidden, tuple(problems))


def is_not_allowed(heading: str) -> bool:
    """True for a column that the law does not let an institute collect."""
    return any(_folded(form) in _forbidden() for form in _forms(heading))


def _mapped(
    headings: Sequence[str], mapping: Mapping[str, str], labels: Mapping[RosterField, str]
) -> tuple[dict[RosterField, int], list[Problem]]:
    known = {_folded(heading): at for at, heading in reversed(list(enumerate(headings)))}
    places: dict[RosterField, int] = {}
    problems = []
    for name, heading in mapping.items():
        field = RosterField(name)
        at = known.get(_folded(heading))
        if at is None:
            problems.append(
                Problem(
                    "mapped_column_missing",
                    Said(
                        f"열 맞춤에 적힌 '{heading}' 열이 파일에 없습니다.",
                        f"The column “{heading}” of the column mapping is not in the file.",
                    ),
                    Said(
                        "파일의 제목을 확인하거나 열 맞춤을 고치세요.",
                        "Check the headings of the file or correct the column mapping.",
                    ),
                    column=labels[field],
                )
            )
        else:
            places[field] = at
    return places, problems


def _recognised(headings: Sequence[str]) -> dict[RosterField, int]:
    best: dict[RosterField, tuple[int, int, int]] = {}
    for at, heading in enumerate(headings):
        for effort, form in enumerate(_forms(heading)):
            found = _known().get(_folded(form))
            if found is None:
                continue
            field, order = found
            rank = (effort, order, at)
            if field not in best or rank < best[field]:
                best[field] = rank
            break
    return {field: rank[2] for field, rank in best.items()}


def _forms(heading: str) -> tuple[str, ...]:
    """The heading itself, without what stands in brackets, and its last words (of a two-row heading)."""
    plain = BRACKETS.sub("", heading)
    words = plain.split()
    return (heading, plain, *(" ".join(words[start:]) for start in range(1, len(words))))


def _folded(text: str) -> str:
    return SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


@cache
def _known() -> Mapping[str, tuple[RosterField, int]]:
    known: dict[str, tuple[RosterField, int]] = {}
    for field in RosterField:
        known.setdefault(_folded(field.value), (field, 0))
        for order, word in enumerate(spellings(field)):
            known.setdefault(_folded(word), (field, order))
    return known


@cache
def _forbidden() -> frozenset[str]:
    return frozenset(_folded(word) for word in words_of(table_of(seed_table("headings")["not_allowed"])["headings"]))
