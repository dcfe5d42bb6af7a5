"""Facts that clash, in plain sentences: Korean for the office, English beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from baeumgil.engines.timetabling.options import HOLIDAYS, Ground, Key
from baeumgil.engines.timetabling.plan import Fact, Placement
from baeumgil.engines.timetabling.problem import Pin, Session, Span
from baeumgil.engines.timetabling.wording import Both, feature_words, role_words

_NAMED = 4


def listed(names: Iterable[str]) -> Both:
    """List some names, the first four of many."""
    every = list(names)
    text = ", ".join(every[:_NAMED])
    rest = len(every) - _NAMED
    return (f"{text} 외 {rest}", f"{text} and {rest} more") if rest > 0 else (text, text)


def features_listed(features: Iterable[str]) -> Both:
    """List what a room has, in words."""
    every = [feature_words(feature) for feature in features]
    return listed(korean for korean, _english in every)[0], listed(english for _korean, english in every)[1]


def span_text(first: date, last: date) -> str:
    """Write a span of days shortly."""
    return f"{first}" if first == last else f"{first}~{last}"


def _in_brackets(text: str, before: str = "") -> str:
    return f"{before}({text})" if text else ""


class Sentences:
    """Says the facts of one problem. `placed` tells where the sessions stand that are said to stand somewhere."""

    def __init__(self, ground: Ground, placed: Sequence[Placement] = ()) -> None:
        self.ground = ground
        self.problem = ground.problem
        self.placed = {each.session: each for each in placed}
        self._said: Mapping[str, Callable[[str], Both]] = {
            "days": self._days,
            "window": self._window,
            "pinned_start": self._pinned_start,
            "within_week": self._within_week,
            "holidays": self._holidays,
            "room": self._room_need,
            "seats": self._seats,
            "features": self._features,
            "only": self._only,
            "pinned_room": self._pinned_room,
            "room_closed": self._room_closed,
            "role": self._role,
            "pinned_instructor": self._pinned_instructor,
            "away": self._away,
            "weekdays": self._weekdays,
            "gap": self._gap,
            "order": self._order,
            "placed": self._placed,
            "session": self._session,
        }

    def title(self, session: str) -> str:
        """Call a session by its course and number."""
        row = self.ground.sessions[session]
        course, label = self.ground.courses[row.course].name, row.name or f"{row.number}기"
        return label if label.startswith(course) else f"{course} {label}".strip()

    def room(self, room: str) -> str:
        """Call a room by its name."""
        return self.problem.rooms[self.ground.room_at[room]].name or room

    def person(self, person: str) -> str:
        """Call an instructor by name."""
        return self.problem.instructors[self.ground.person_at[person]].name or person

    def fact(self, key: Key) -> Fact:
        """Say one fact."""
        korean, english = self._said[key[0]](key[1])
        return Fact(key[0], key[1], korean, english)

    def facts(self, keys: Iterable[Key], *, of: str = "") -> tuple[Fact, ...]:
        """Say some facts in a fixed order. Holidays are told as far as they concern the session `of`."""
        order = list(self._said)
        return tuple(
            self.holidays_within(of) if key == HOLIDAYS and of else self.fact(key)
            for key in sorted(keys, key=lambda key: (order.index(key[0]), key[1]))
        )

    def wants(self, session: Session) -> Both:
        """Say in few words what a session asks."""
        korean = [f"{session.days}일"]
        english = [f"{session.days} day{'s' * (session.days > 1)}"]
        pin = session.pinned or Pin()
        if pin.starts is not None:
            korean.append(f"{pin.starts} 시작으로 고정")
            english.append(f"pinned to start on {pin.starts}")
        elif session.windows:
            spans = listed(span_text(span.first, span.last) for span in session.windows)
            korean.append(spans[0])
            english.append(spans[1])
        if session.room is not None:
            fitting = [choice.index for choice in self.ground.choices(session.id).rooms]
            names = listed(
                self.room(pin.room) if pin.room else self.problem.rooms[index].name for index in fitting[:_NAMED]
            )
            korean.append(f"{session.people}명({names[0]}{' 등' if len(fitting) > _NAMED else ''})")
            english.append(f"{session.people} people ({names[1]}{' and others' if len(fitting) > _NAMED else ''})")
        return ", ".join(korean), ", ".join(english)

    def spans(self, spans: Sequence[Span]) -> Both:
        """List spans with their reasons."""
        return listed(span_text(span.first, span.last) + (f" {span.why}" if span.why else "") for span in spans)

    def _days(self, subject: str) -> Both:
        session = self.ground.sessions[subject]
        total = len(self.ground.workdays)
        return (
            f"{self.title(subject)}: {session.days}일이 필요하지만 전체 기간의 근무일은 {total}일뿐입니다.",
            f"{self.title(subject)} takes {session.days} days; the calendar has only {total} working days.",
        )

    def _window(self, subject: str) -> Both:
        session = self.ground.sessions[subject]
        mask = self.ground.mask_of(session.windows)
        inside = sum(1 for day in self.ground.workdays if mask >> day & 1)
        spans = self.spans(session.windows)
        return (
            f"{self.title(subject)}: {spans[0]} 안에서만 엽니다(근무일 {inside}일, 필요한 날 {session.days}일).",
            f"{self.title(subject)} may only be within {spans[1]}: {inside} working days, {session.days} needed.",
        )

    def _holidays(self, subject: str) -> Both:
        del subject
        lost = set(self.ground.lost)
        names = {self.ground.number(day.on): day.name for day in self.problem.calendar.holidays}
        days = listed(f"{self.ground.day(day)} {names[day]}".strip() for day in sorted(lost))
        return f"쉬는 날에는 열지 않습니다: {days[0]}.", f"Nothing is held on holidays: {days[1]}."

    def holidays_within(self, session: str) -> Fact:
        """Say the holidays that lie in the windows of a session, or in the days after its pinned start."""
        row = self.ground.sessions[session]
        mask = self.ground.mask_of(row.windows) if row.windows else (1 << self.ground.length) - 1
        starts = row.pinned.starts if row.pinned else None
        if starts is not None:
            mask &= -1 << self.ground.number(starts)
            mask &= (1 << (self.ground.number(starts) + 2 * row.days + 7)) - 1
        names = {self.ground.number(day.on): day.name for day in self.problem.calendar.holidays}
        inside = [f"{self.ground.day(day)} {names[day]}".strip() for day in self.ground.lost if mask >> day & 1]
        if not inside:
            return self.fact(("holidays", ""))
        days = listed(inside)
        return Fact(
            "holidays", "", f"쉬는 날에는 열지 않습니다: {days[0]}.", f"Nothing is held on holidays: {days[1]}."
        )

    def _within_week(self, subject: str) -> Both:
        days = self.ground.sessions[subject].days
        return (
            f"{self.title(subject)}: {days}일을 한 주(월~일) 안에 마쳐야 합니다.",
            f"{self.title(subject)}: its {days} days must lie within one week.",
        )

    def _room_need(self, subject: str) -> Both:
        return (
            f"{self.title(subject)}: 강의실이 필요하지만 등록된 강의실이 없습니다.",
            f"{self.title(subject)} needs a room, but there are no rooms.",
        )

    def _seats(self, subject: str) -> Both:
        people = self.ground.sessions[subject].people
        fitting = [room for room in self.problem.rooms if room.seats >= people]
        if not fitting:
            largest = max(self.problem.rooms, key=lambda room: room.seats)
            return (
                f"{self.title(subject)}: {people}명인데 가장 큰 강의실({largest.name})이 {largest.seats}석입니다.",
                f"{self.title(subject)}: {people} people; the largest room ({largest.name}) has {largest.seats} seats.",
            )
        names = listed(f"{room.name} {room.seats}석" for room in fitting)
        english = listed(f"{room.name}, {room.seats} seats" for room in fitting)
        return (
            f"{self.title(subject)}: {people}명이 들어가는 강의실은 {len(fitting)}곳입니다({names[0]}).",
            f"{self.title(subject)}: {len(fitting)} rooms hold its {people} people ({english[1]}).",
        )

    def _features(self, subject: str) -> Both:
        need = self.ground.sessions[subject].room
        features = need.features if need else ()
        fitting = [room.name for room in self.problem.rooms if set(features) <= set(room.features)]
        names = listed(fitting)
        words = features_listed(features)
        return (
            f"{self.title(subject)}: 설비({words[0]})를 갖춘 강의실이 {len(fitting)}곳입니다{_in_brackets(names[0])}.",
            f"{self.title(subject)} needs {words[1]}: {len(fitting)} rooms have that{_in_brackets(names[1], ' ')}.",
        )

    def _only(self, subject: str) -> Both:
        need = self.ground.sessions[subject].room
        names = listed(self.room(room) for room in (need.only if need else ()))
        return (
            f"{self.title(subject)}: 정해진 강의실만 쓸 수 있습니다({names[0]}).",
            f"{self.title(subject)} may only use: {names[1]}.",
        )

    def _role(self, subject: str) -> Both:
        session, role_id = self._split(subject)
        role = next(role for role in self.ground.sessions[session].roles if role.id == role_id)
        names = listed(self.person(person) for person in role.instructors)
        said = role_words(role_id)
        return (
            f"{self.title(session)}: {said[0]}는 {len(role.instructors)}명입니다{_in_brackets(names[0])}.",
            f"{self.title(session)}: {len(role.instructors)} can fill the role {said[1]}{_in_brackets(names[1], ' ')}.",
        )

    def _split(self, subject: str) -> tuple[str, str]:
        """Part a subject of session and role where either holds a slash."""
        for at, letter in enumerate(subject):
            if letter == "/" and subject[:at] in self.ground.sessions:
                roles = {role.id for role in self.ground.sessions[subject[:at]].roles}
                if subject[at + 1 :] in roles:
                    return subject[:at], subject[at + 1 :]
        raise KeyError(subject)

    def _pinned_start(self, subject: str) -> Both:
        pin = self.ground.sessions[subject].pinned or Pin()
        return (
            f"{self.title(subject)}: 시작일을 {pin.starts}에 고정했습니다.",
            f"{self.title(subject)}: its start is pinned to {pin.starts}.",
        )

    def _pinned_room(self, subject: str) -> Both:
        pin = self.ground.sessions[subject].pinned or Pin()
        row = self.problem.rooms[self.ground.room_at[pin.room or ""]]
        return (
            f"{self.title(subject)}: 강의실을 {row.name}({row.seats}석)에 고정했습니다.",
            f"{self.title(subject)}: its room is pinned to {row.name} ({row.seats} seats).",
        )

    def _pinned_instructor(self, subject: str) -> Both:
        session, role = self._split(subject)
        pin = self.ground.sessions[session].pinned or Pin()
        name = self.person(pin.instructors[role])
        said = role_words(role)
        return (
            f"{self.title(session)}: {said[0]}를 {name}에게 고정했습니다.",
            f"{self.title(session)}: its role {said[1]} is pinned to {name}.",
        )

    def _room_closed(self, subject: str) -> Both:
        spans = self.spans(self.problem.rooms[self.ground.room_at[subject]].closed)
        return (
            f"{self.room(subject)}: 쓸 수 없는 날이 있습니다({spans[0]}).",
            f"{self.room(subject)} is closed: {spans[1]}.",
        )

    def _away(self, subject: str) -> Both:
        spans = self.spans(self.problem.instructors[self.ground.person_at[subject]].away)
        return (
            f"{self.person(subject)}: 올 수 없는 날이 있습니다({spans[0]}).",
            f"{self.person(subject)} is away: {spans[1]}.",
        )

    def _weekdays(self, subject: str) -> Both:
        days = self.problem.instructors[self.ground.person_at[subject]].weekdays
        korean = "·".join("월화수목금토일"[day - 1] for day in sorted(days)) or "없음"
        english = (
            ", ".join(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day - 1] for day in sorted(days)) or "none"
        )
        return (
            f"{self.person(subject)}: 오는 요일이 정해져 있습니다({korean}).",
            f"{self.person(subject)} only comes on certain weekdays ({english}).",
        )

    def _gap(self, subject: str) -> Both:
        course = self.ground.courses[subject]
        return (
            f"{course.name}: 기수 시작일 사이를 {course.gap_days}일 이상 띄웁니다.",
            f"{course.name}: its sessions start at least {course.gap_days} days apart.",
        )

    def _order(self, subject: str) -> Both:
        order = next(order for order in self.problem.orders if f"{order.before}/{order.after}" == subject)
        before, after = self.title(order.before), self.title(order.after)
        lag = f" {order.lag_days}일이 지난" if order.lag_days else ""
        past = f" and {order.lag_days} days have passed" if order.lag_days else ""
        return (
            f"{after}: {before} 기수가 끝나고{lag} 뒤에 시작해야 합니다.",
            f"{after} must start after {before} has ended{past}.",
        )

    def _session(self, subject: str) -> Both:
        wants = self.wants(self.ground.sessions[subject])
        return (
            f"{self.title(subject)}: 함께 열어야 합니다({wants[0]}).",
            f"{self.title(subject)} is to be held too ({wants[1]}).",
        )

    def _placed(self, subject: str) -> Both:
        each = self.placed[subject]
        where = [*([self.room(each.room)] if each.room else []), *map(self.person, each.instructors.values())]
        days = span_text(each.days[0], each.days[-1])
        text = f"{days}, {', '.join(where)}" if where else days
        return (
            f"{self.title(subject)}: 이미 잡혀 있습니다({text}).",
            f"{self.title(subject)} already stands there ({text}).",
        )
