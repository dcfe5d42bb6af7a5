"""A life of postings: moves each January and July about every two years, and the positions of the grade."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.doors.cli.demo.organisation import Slot
from baeumgil.doors.cli.demo.placing import Placing
from baeumgil.doors.cli.demo.titles import DUTIES
from baeumgil.stages.people.rules.career import PostingSpan
from baeumgil.stages.people.terms import Position, UnitKind

ONE_DAY = timedelta(days=1)
HALF_YEARS_PER_POSTING = (3, 4, 4, 5, 6)
CLOSEST_DAYS = 170
CITY_POSITIONS = {6: Position.TEAM_LEADER, 5: Position.DIVISION_HEAD, 4: Position.BUREAU_HEAD, 3: Position.BUREAU_HEAD}
LARGE_POSITIONS = {5: Position.TEAM_LEADER, 4: Position.DIVISION_HEAD, 3: Position.BUREAU_HEAD}
HIGHEST = Position.DEPUTY_HEAD


@dataclass(frozen=True, slots=True)
class Life:
    """What postings follow from. `grades` are (from, grade); `chances` many numbers between 0 and 1."""

    hired: date
    until: date
    is_present: bool
    series: str
    grades: Sequence[tuple[date, int | None]]
    chances: Sequence[float]
    council_from: date | None = None


def half_year_after(day: date, halves: int) -> date:
    """1 January or 1 July, so many half-years after the one that contains the day."""
    index = day.year * 2 + (day.month > 6) + halves  # noqa: PLR2004  July begins the second half
    return date(index // 2, 7 if index % 2 else 1, 1)


class Postings:
    """Makes postings for one city."""

    def __init__(self, placing: Placing, unit_ids: Mapping[str, int], *, large: bool) -> None:
        self.placing = placing
        self.ids = unit_ids
        self.positions = LARGE_POSITIONS if large else CITY_POSITIONS

    def of(self, life: Life) -> tuple[PostingSpan, ...]:
        """All postings of a life, without gap, split where the unit itself became another."""
        leads_from = self._leads_from(life)
        starts = self._starts(life, leads_from)
        spans: list[PostingSpan] = []
        for place, start in enumerate(starts):
            is_last = place + 1 == len(starts)
            end = life.until if is_last else starts[place + 1] - ONE_DAY
            position = self._position(life, leads_from, start)
            slot, title = self._slot(life, position, start, place, holds_seat=is_last and life.is_present)
            spans += self._split(slot, title, position, start=start, end=end, life=life)
        if life.is_present and spans:
            last = spans[-1]
            spans[-1] = PostingSpan(
                last.unit, last.unit_name, last.position, last.starts_on, None, last.position_title, last.duties
            )
        return tuple(spans)

    def _leads_from(self, life: Life) -> date | None:
        """When a person of the leading grade becomes team leader; some never do."""
        for start, grade in life.grades:
            if grade is not None and self.positions.get(grade) is Position.TEAM_LEADER:
                waits = int(life.chances[0] * 13)
                chosen = half_year_after(start, waits) if waits else start
                return chosen if life.chances[1] < 0.85 and chosen <= life.until else None  # noqa: PLR2004  share of leaders
        return None

    def _starts(self, life: Life, leads_from: date | None) -> list[date]:
        forced = {life.hired} | ({leads_from} if leads_from else set())
        forced |= {start for start, grade in life.grades if grade is not None and self._raises(grade)}
        if life.council_from:
            forced.add(life.council_from)
        starts, at, turn = sorted(forced), life.hired, 2
        if life.council_from != life.hired:
            while True:
                chance = life.chances[turn % len(life.chances)]
                at = half_year_after(at, HALF_YEARS_PER_POSTING[int(chance * len(HALF_YEARS_PER_POSTING))])
                turn += 1
                if at > life.until or (life.council_from and at >= life.council_from):
                    break
                if all(abs((at - other).days) > CLOSEST_DAYS for other in forced):
                    starts.append(at)
        return sorted(start for start in starts if start <= life.until)

    def _raises(self, grade: int) -> bool:
        return self.positions.get(grade, Position.MEMBER) is not Position.TEAM_LEADER and grade <= max(self.positions)

    def _position(self, life: Life, leads_from: date | None, day: date) -> Position:
        grade = life.grades[bisect_right([start for start, _ in life.grades], day) - 1][1]
        if grade is None or grade > max(self.positions):
            return Position.MEMBER
        if grade < min(self.positions):
            return HIGHEST
        position = self.positions[grade]
        if position is Position.TEAM_LEADER and (leads_from is None or day < leads_from):
            return Position.MEMBER
        return position

    def _slot(self, life: Life, position: Position, day: date, turn: int, *, holds_seat: bool) -> tuple[Slot, str]:
        if life.council_from is not None and day >= life.council_from:
            return self.placing.council_office, "사무국장" if position is Position.BUREAU_HEAD else _plain(position)
        if position is HIGHEST:
            return self.placing.deputy, "부시장"
        chances = life.chances
        chance, stray = chances[(7 * turn + 3) % len(chances)], chances[(5 * turn + 11) % len(chances)]
        if position is Position.BUREAU_HEAD:
            slot, has_seat = self.placing.next_bureau_seat() if holds_seat else (self._any_bureau(chance), True)
            return slot, _bureau_title(slot) if has_seat else "대외협력국장"
        if position is Position.DIVISION_HEAD:
            slot, has_seat = self.placing.next_head_seat() if holds_seat else (self._any_head(chance), True)
            return slot, _head_title(slot) if has_seat else "추진단장"
        return self.placing.draw(life.series, chance, stray), _plain(position)

    def _any_head(self, chance: float) -> Slot:
        return self.placing.heads[int(chance * len(self.placing.heads))]

    def _any_bureau(self, chance: float) -> Slot:
        return self.placing.bureaus[int(chance * len(self.placing.bureaus))]

    def _split(
        self, slot: Slot, title: str, position: Position, *, start: date, end: date, life: Life
    ) -> Iterator[PostingSpan]:
        line = int(life.chances[2] * 100)
        duties = DUTIES[int(life.chances[3] * len(DUTIES))] if position is Position.MEMBER else ""
        while start <= end:
            change = slot.next_change(start, line)
            last = end if change is None or change > end else change - ONE_DAY
            place = slot.at(start, line)
            yield PostingSpan(self.ids[place.key], place.name, position, start, last, title, duties)
            start = last + ONE_DAY


def _plain(position: Position) -> str:
    return {Position.TEAM_LEADER: "팀장", Position.DIVISION_HEAD: "전문위원"}.get(position, "주무관")


def _head_title(slot: Slot) -> str:
    if slot.kind is UnitKind.TOWNSHIP:
        return slot.lines[0][-1][1].name[-1] + "장"
    return {UnitKind.OFFICE: "담당관", UnitKind.DIVISION: "과장"}.get(slot.kind, "소장")


def _bureau_title(slot: Slot) -> str:
    return "국장" if slot.kind is UnitKind.BUREAU else "본부장"
