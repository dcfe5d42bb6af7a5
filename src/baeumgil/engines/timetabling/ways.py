"""Ways out for a session that found no place: each is tried; the one that disturbs the fewest people comes first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from baeumgil.engines.timetabling.alone import Alone, Spot
from baeumgil.engines.timetabling.options import Ground, Key
from baeumgil.engines.timetabling.plan import Placement, WayOut
from baeumgil.engines.timetabling.sentences import Sentences, features_listed, listed
from baeumgil.engines.timetabling.state import bits
from baeumgil.engines.timetabling.wording import Both, role_words

RANKS: Final = (
    "place",
    "free_pin",
    "other_room",
    "move_session",
    "move_sessions",
    "across_weeks",
    "widen_window",
    "shorter_gap",
    "add_instructor",
    "free_instructor",
    "open_room",
    "drop_order",
    "fewer_people",
    "add_room",
    "fewer_days",
    "several",
)
_GIVEN_UP: Final = (
    "pinned_start",
    "pinned_room",
    "pinned_instructor",
    "within_week",
    "window",
    "gap",
    "order",
    "only",
    "weekdays",
    "away",
    "role",
    "room_closed",
    "features",
    "placed",
    "seats",
    "holidays",
    "room",
)
"""Where one change is not enough: what is given up first."""
_MOST_MOVES: Final = 12
_MOST_SPOTS: Final = 40
_NAMES: Final = 3


def ranked(ways: Iterable[WayOut]) -> tuple[WayOut, ...]:
    """Put the ways in order: fewest people disturbed, then the cheapest kind of change; none twice."""
    unique = {(way.code, way.korean): way for way in ways}
    return tuple(sorted(unique.values(), key=lambda way: (way.disturbed, RANKS.index(way.code), way.korean)))


def with_tried(tried: Sequence[WayOut], counted: Iterable[WayOut]) -> tuple[WayOut, ...]:
    """Put tried ways and those that were only counted in order; of a pin that was tried nothing vague is said."""
    pins = {way.changes["session"] for way in tried if way.code == "free_pin"}
    pins |= {way.changes["move"] for way in tried if way.code == "move_session"}
    return ranked((*tried, *(way for way in counted if way.code != "free_pin" or way.changes["session"] not in pins)))


class Ways:
    """Tries changes for one session, where the others stand."""

    def __init__(self, ground: Ground, session: str, placed: Sequence[Placement]) -> None:
        self.ground = ground
        self.problem = ground.problem
        self.session = ground.sessions[session]
        self.placed = tuple(each for each in placed if each.session != session)
        self.say = Sentences(ground, placed)
        self.alone = Alone(ground, session, placed)
        self.facts = frozenset(self.alone.facts)

    def out_of(self, clash: Collection[Key]) -> tuple[WayOut, ...]:
        """Return what would let the session in, of changes to the facts that clash; several at once if no one does."""
        found: list[WayOut] = []
        for key in clash:
            found += self._way(key, clash)
        if any(
            code in {"seats", "features", "only", "room_closed", "room", "pinned_room", "placed"} for code, _ in clash
        ):
            found += self._add_room()
        return ranked(found or self._several())

    def _several(self) -> Iterable[WayOut]:
        """Give up one fact of each clash until the session fits; take back what was not needed for that."""
        given_up: list[Key] = []
        while clash := self.alone.clash(given_up):
            if any(key[0] not in _GIVEN_UP for key in clash):
                return
            given_up.append(min(clash, key=lambda key: (_GIVEN_UP.index(key[0]), key)))
        for key in tuple(given_up):
            rest = [other for other in given_up if other != key]
            if self.alone.is_possible(self.facts - set(rest)):
                given_up = rest
        for spot in self.alone.spots(self.facts - set(given_up)):
            said = self.say.facts(given_up, of=self.session.id)
            is_roomed = not {code for code, _ in given_up} & {"seats", "features", "only", "room"}
            fits = spot if is_roomed else replace(spot, room=None)
            where, title = self._where(fits), self.say.title(self.session.id)
            every = ("모두 ", "all of ") if len(said) > 1 else ("", "")
            yield WayOut(
                "several",
                f"{title}: 다음을 {every[0]}바꾸면 {where[0]}에 열 수 있습니다. {' '.join(one.korean for one in said)}",
                f"{title} fits {where[1]} if {every[1]}this is changed: {' '.join(one.english for one in said)}",
                changes={
                    **self._changes(fits),
                    "facts": [{"code": fact.code, "subject": fact.subject} for fact in said],
                },
            )

    def _way(self, key: Key, clash: Collection[Key]) -> Iterable[WayOut]:
        code = key[0]
        if code.startswith("pinned"):
            return self._free_pin(key, clash)
        ways = {
            "window": self._widen,
            "within_week": self._across,
            "seats": self._fewer_people,
            "features": self._other_room,
            "only": self._other_room,
            "room_closed": self._open_room,
            "away": self._free_instructor,
            "weekdays": self._free_instructor,
            "role": self._add_instructor,
            "gap": self._shorter_gap,
            "order": self._drop_order,
            "placed": self._move,
            "days": self._fewer_days,
        }
        return ways[code](key) if code in ways else ()

    def _where(self, spot: Spot) -> Both:
        first = self.ground.day(spot.option.first)
        room = "" if spot.room is None else self.problem.rooms[spot.room].name
        return f"{first} {room}".strip(), f"on {first}{f' in {room}' if room else ''}"

    def _changes(self, spot: Spot) -> dict[str, object]:
        changes: dict[str, object] = {
            "session": self.session.id,
            "starts": self.ground.day(spot.option.first).isoformat(),
        }
        if spot.room is not None:
            changes["room"] = self.problem.rooms[spot.room].id
        if len(spot.people) == len(self.session.roles) > 0:
            changes["instructors"] = self._people(self.session.id, spot)
        return changes

    def _people(self, session: str, spot: Spot) -> dict[str, str]:
        roles = self.ground.sessions[session].roles
        return {role.id: self.problem.instructors[person].id for role, person in zip(roles, spot.people, strict=True)}

    def _free_pin(self, key: Key, clash: Collection[Key]) -> Iterable[WayOut]:
        pins = frozenset(one for one in clash if one[0].startswith("pinned"))
        for freed in dict.fromkeys((frozenset({key}), pins)):
            for spot in self.alone.spots(self.facts - freed):
                where = self._where(spot)
                names = {"pinned_start": "시작일", "pinned_room": "강의실", "pinned_instructor": "강사"}
                english = {"pinned_start": "start", "pinned_room": "room", "pinned_instructor": "instructor"}
                codes = sorted({code for code, _ in freed})
                title = self.say.title(self.session.id)
                yield WayOut(
                    "free_pin",
                    f"{title}: {'·'.join(names[code] for code in codes)} 고정을 풀면 {where[0]}에 열 수 있습니다.",
                    f"Free the pin of {title} ({', '.join(english[code] for code in codes)}): it fits {where[1]}.",
                    changes={**self._changes(spot), "pins": codes},
                )
                return

    def _widen(self, key: Key) -> Iterable[WayOut]:
        def outside(spot: Spot) -> int:
            first, last = self.ground.day(spot.option.first), self.ground.day(spot.option.last)
            return min(
                max(0, (span.first - first).days) + max(0, (last - span.last).days) for span in self.session.windows
            )

        spots = self.alone.spots(self.facts - {key}, most=self.ground.length)
        if not spots:
            return
        spot = min(spots, key=outside)
        days, where = outside(spot), self._where(spot)
        title = self.say.title(self.session.id)
        yield WayOut(
            "widen_window",
            f"{title}: 기간을 {days}일 넓히면 {where[0]}에 열 수 있습니다.",
            f"Widen the window of {title} by {days} days: it fits {where[1]}.",
            changes={**self._changes(spot), "days": days},
        )

    def _across(self, key: Key) -> Iterable[WayOut]:
        for spot in self.alone.spots(self.facts - {key}):
            where = self._where(spot)
            yield WayOut(
                "across_weeks",
                f"{self.say.title(self.session.id)}: 주말을 끼고 이어도 되면 {where[0]}에 열 수 있습니다.",
                f"Let {self.say.title(self.session.id)} run over a weekend: it fits {where[1]}.",
                changes=self._changes(spot),
            )

    def _rooms_without(self, key: Key) -> list[Spot]:
        choices = sorted(self.alone.choices.rooms, key=lambda choice: -self.problem.rooms[choice.index].seats)
        found = []
        for choice in choices:
            if key in choice.against:
                found += self.alone.spots(self.facts - {key}, only_room=choice.index)
        return found

    def _fewer_people(self, key: Key) -> Iterable[WayOut]:
        for spot in self._rooms_without(key)[:1]:
            seats = self.problem.rooms[spot.room or 0].seats
            where, title = self._where(spot), self.say.title(self.session.id)
            yield WayOut(
                "fewer_people",
                f"{title}: 인원을 {seats}명으로 줄이거나 나누면 {where[0]}에 열 수 있습니다.",
                f"Reduce or split {title} to {seats} people: it fits {where[1]}.",
                disturbed=max(0, self.session.selected - seats),
                changes={**self._changes(spot), "people": seats},
            )

    def _other_room(self, key: Key) -> Iterable[WayOut]:
        for spot in self._rooms_without(key)[:_NAMES]:
            row = self.problem.rooms[spot.room or 0]
            need = self.session.room
            missing = [feature for feature in (need.features if need else ()) if feature not in row.features]
            words, title = features_listed(missing), self.say.title(self.session.id)
            lacks = (f"(없는 설비: {words[0]})", f" (it lacks {words[1]})") if missing else ("", "")
            day = self.ground.day(spot.option.first)
            yield WayOut(
                "other_room",
                f"{title}: {row.name}({row.seats}석)도 쓰면 {day}에 열 수 있습니다{lacks[0]}.",
                f"Allow {row.name} ({row.seats} seats) for {title}: it fits on {day}{lacks[1]}.",
                changes=self._changes(spot),
            )

    def _add_room(self) -> Iterable[WayOut]:
        if self.session.pinned is not None and self.session.pinned.room is not None:
            return
        for spot in self.alone.spots(self.facts, without_room=True):
            features = features_listed(self.session.room.features if self.session.room else ())
            day, title = self.ground.day(spot.option.first), self.say.title(self.session.id)
            last = self.ground.day(spot.option.last)
            need = f"{features[0]} · " if features[0] else ""
            needs = f" with {features[1]}" if features[1] else ""
            yield WayOut(
                "add_room",
                f"{title}: {need}{self.session.people}석 이상 강의실을 {day}~{last}에 더 마련하면 열 수 있습니다.",
                f"Put another room of {self.session.people} seats{needs} into service for {title}, {day} to {last}.",
                changes={
                    "session": self.session.id,
                    "starts": day.isoformat(),
                    "seats": self.session.people,
                    "features": list(self.session.room.features if self.session.room else ()),
                },
            )

    def _open_room(self, key: Key) -> Iterable[WayOut]:
        index = self.ground.room_at[key[1]]
        for spot in self.alone.spots(self.facts - {key}, only_room=index):
            days = listed(str(self.ground.day(day)) for day in bits(spot.option.mask & self.ground.closed[index]))
            yield WayOut(
                "open_room",
                f"{self.say.room(key[1])}: {days[0]}에 쓸 수 있게 하면 열 수 있습니다.",
                f"Open {self.say.room(key[1])} on {days[1]}.",
                changes={**self._changes(spot), "room": key[1]},
            )

    def _free_instructor(self, key: Key) -> Iterable[WayOut]:
        for spot in self.alone.spots(self.facts - {key}):
            first, last = self.ground.day(spot.option.first), self.ground.day(spot.option.last)
            name = self.say.person(key[1])
            yield WayOut(
                "free_instructor",
                f"{name}: {first}~{last}에 올 수 있으면 열 수 있습니다.",
                f"Win {name} for {first} to {last}.",
                changes={**self._changes(spot), "instructor": key[1]},
            )

    def _add_instructor(self, key: Key) -> Iterable[WayOut]:
        slot = next(slot for slot in self.alone.choices.slots if slot.key == key)
        if self.session.pinned is not None and slot.id in self.session.pinned.instructors:
            return
        busy: dict[str, int] = {}
        for each in self.placed:
            mask = self.ground.mask_of_days(each.days)
            for person in each.instructors.values():
                busy[person] = busy.get(person, 0) | mask
        had = {choice.index for choice in slot.people}
        title = self.say.title(self.session.id)
        spots = self.alone.spots(self.facts - {key}, most=_MOST_SPOTS)
        best: tuple[Spot, list[str]] | None = None
        for spot in spots:
            free = [
                person.id
                for index, person in enumerate(self.problem.instructors)
                if index not in had
                and index not in spot.people
                and not spot.option.mask & (self.ground.away[index] | self.ground.off[index] | busy.get(person.id, 0))
            ]
            if best is None or len(free) > len(best[1]):
                best = (spot, free)
        if best is None:
            return
        spot, free = best
        first, last = self.ground.day(spot.option.first), self.ground.day(spot.option.last)
        names = listed(self.say.person(person) for person in free[:_NAMES])
        said = role_words(slot.id)
        yield WayOut(
            "add_instructor",
            f"{title}: {said[0]}를 한 명 더 구하면 {first}~{last}에 열 수 있습니다"
            f"{f'(그때 비어 있는 강사: {names[0]})' if free else ''}.",
            f"Find one more instructor for the role {said[1]} of {title} from {first} to {last}"
            f"{f' (free then: {names[1]})' if free else ''}.",
            changes={**self._changes(spot), "role": slot.id, "candidates": free[:_NAMES]},
        )

    def _shorter_gap(self, key: Key) -> Iterable[WayOut]:
        others = [
            self.ground.number(each.starts)
            for each in self.placed
            if self.ground.sessions[each.session].course == self.session.course
        ]
        earlier = {
            self.ground.number(each.starts): self.ground.sessions[each.session].number < self.session.number
            for each in self.placed
            if self.ground.sessions[each.session].course == self.session.course
        }
        spots = [
            spot
            for spot in self.alone.spots(self.facts - {key}, most=self.ground.length)
            if all((start <= spot.option.first) if earlier[start] else (start >= spot.option.first) for start in others)
        ]
        if not spots:
            return
        spot = max(spots, key=lambda spot: min((abs(start - spot.option.first) for start in others), default=0))
        days = min((abs(start - spot.option.first) for start in others), default=0)
        where, title = self._where(spot), self.say.title(self.session.id)
        course = self.ground.courses[self.session.course].name
        yield WayOut(
            "shorter_gap",
            f"{course}: 기수 간격을 {days}일로 줄이면 {title} 기수를 {where[0]}에 열 수 있습니다.",
            f"Shorten the gap of {course} to {days} days: {title} fits {where[1]}.",
            changes={**self._changes(spot), "gap_days": days},
        )

    def _drop_order(self, key: Key) -> Iterable[WayOut]:
        for spot in self.alone.spots(self.facts - {key}):
            where, title = self._where(spot), self.say.title(self.session.id)
            before, after = next(
                (order.before, order.after)
                for order in self.problem.orders
                if f"{order.before}/{order.after}" == key[1]
            )
            names = f"{self.say.title(before)} → {self.say.title(after)}"
            yield WayOut(
                "drop_order",
                f"{names} 순서를 풀면 {title} 기수를 {where[0]}에 열 수 있습니다.",
                f"Drop the order {names}: {title} fits {where[1]}.",
                changes={**self._changes(spot), "before": before, "after": after},
            )

    def _fewer_days(self, key: Key) -> Iterable[WayOut]:
        del key
        days = len(self.ground.workdays)
        if days:
            title = self.say.title(self.session.id)
            yield WayOut(
                "fewer_days",
                f"{title}: {days}일 이내로 줄이거나 둘로 나누십시오.",
                f"Shorten {title} to at most {days} days, or split it.",
                changes={"session": self.session.id, "days": days},
            )

    def _move(self, key: Key) -> Iterable[WayOut]:
        ground, other = self.ground, key[1]
        present = next(each for each in self.placed if each.session == other)
        rest = tuple(each for each in self.placed if each.session != other)
        mine = Alone(ground, self.session.id, rest)
        facts = frozenset(mine.facts)
        theirs = Alone(ground, other, rest, relaxed=False)
        stays = len(theirs.blockers), len(theirs.fences)
        start = ground.number(present.starts)
        for freed in (False, True):
            kept = {one for one in theirs.facts if not (freed and one[0].startswith("pinned"))}
            if freed and len(kept) == len(theirs.facts):
                return
            for spot in mine.spots(facts, most=_MOST_SPOTS):
                del theirs.blockers[stays[0] :], theirs.fences[stays[1] :]
                theirs.stand(self.session.id, spot)
                spots = theirs.spots(kept, most=ground.length)
                if not spots:
                    continue
                to = min(spots, key=lambda spot: abs(spot.option.first - start))
                yield self._moved(other, spot, to, freed=freed)
                return

    def _moved(self, other: str, spot: Spot, to: Spot, *, freed: bool) -> WayOut:
        row = self.ground.sessions[other]
        title, name = self.say.title(self.session.id), self.say.title(other)
        where, there = self._where(spot), self._where(to)
        people = row.selected
        return WayOut(
            "move_session",
            f"{name}:{' 고정을 풀고' if freed else ''} {there[0]} 자리로 옮기면 {title} 기수를 {where[0]}에 엽니다"
            f"(선발된 사람 {people}명에게 영향).",
            f"Move {name} {there[1]}{', freeing its pin' if freed else ''}: {title} then fits {where[1]} "
            f"({people} people with a seat are disturbed).",
            disturbed=people,
            changes={
                **self._changes(spot),
                "move": other,
                "to": self.ground.day(to.option.first).isoformat(),
                **({} if to.room is None else {"to_room": self.problem.rooms[to.room].id}),
                "to_instructors": self._people(other, to),
            },
        )
