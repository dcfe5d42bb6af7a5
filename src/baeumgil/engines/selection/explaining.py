"""Why a wish was refused, in words: the rule that decided, where the line fell, what would have changed it.

Every number is read off the problem and the result; nothing is guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from baeumgil.engines.selection.drawing import draw
from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import Part, part_of
from baeumgil.engines.selection.problem import Applicant, Problem
from baeumgil.engines.selection.result import Refusal, Result

Text = tuple[str, str]
"""Korean, English."""

_KINDS: Final = {"unit": ("부서", "unit"), "grade": ("직급", "grade"), "series": ("직렬", "series")}
_DRAW_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Explained:
    """One refused wish, explained. `decided` is the criterion in which the last who got a seat differs, or empty.

    `way` is the part that compares with that last one: what would have changed it.
    """

    session: str
    code: str
    korean: str
    english: str
    decided: str = ""
    way: Text = ("", "")


def explain(problem: Problem, result: Result, seed: str, applicant: str) -> tuple[Explained, ...]:
    """Explain each refused wish of one applicant. For many, keep an Explainer."""
    return Explainer(problem, result, seed).of(applicant)


class Explainer:
    """Explains the refusals of a result, one applicant after another."""

    def __init__(self, problem: Problem, result: Result, seed: str) -> None:
        self._problem = problem
        self._seed = seed
        self._facts = Facts(problem)
        self._place = {name: at for at, name in enumerate(result.order, 1)}
        self._absences = {(one.unit, one.week): one for one in problem.absences}
        self._quotas = {one.id: one for one in problem.quotas}
        self._refusals: dict[str, list[Refusal]] = {}
        for refusal in result.refusals:
            self._refusals.setdefault(refusal.applicant, []).append(refusal)

    def of(self, applicant: str) -> tuple[Explained, ...]:
        """Each refused wish of somebody, the dearest first."""
        return tuple(self._explained(refusal) for refusal in self._refusals.get(applicant, ()))

    def _explained(self, refusal: Refusal) -> Explained:
        applicant = self._facts.applicants[refusal.applicant]
        sentences = [self._cap(refusal, applicant)]
        decided, way = "", ("", "")
        if refusal.code in {"absence_full", "quota_full", "seats_gone"}:
            if refusal.last is None:
                way = (
                    "신청자끼리 견주기 전에 이미 남은 자리가 없었습니다.",
                    "Nothing was left even before applicants were compared.",
                )
            elif refusal.by_path:
                way = _passed_on(refusal.last)
            else:
                decided, way = self._line(applicant, self._facts.applicants[refusal.last], refusal.session)
            sentences.append(way)
            if decided and "own_institute" not in self._problem.order:
                sentences.append(self._places(refusal))
        return Explained(
            refusal.session,
            refusal.code,
            " ".join(korean for korean, _english in sentences),
            " ".join(english for _korean, english in sentences),
            decided,
            way,
        )

    def _cap(self, refusal: Refusal, applicant: Applicant) -> Text:
        session = self._facts.sessions[refusal.session]
        name = session.name or session.id
        if refusal.code == "over_limit":
            most = self._problem.seats_a_year
            return (
                (
                    f"‘{name}’: 올해 이미 {applicant.held}자리를 받아 한 해 상한 {most}자리에 이르렀습니다. "
                    f"올해 받은 자리가 {most}자리보다 적었다면 이 까닭으로 막히지는 않았습니다."
                ),
                (
                    f"“{name}”: {applicant.held} seats held this year reach the limit of {most}. "
                    f"With fewer than {most} this would not have stood in the way."
                ),
            )
        if refusal.code == "busy":
            return (
                (
                    f"‘{name}’: {refusal.at}에 이미 다른 교육이나 부재가 있습니다. "
                    "그 기간이 비어 있었다면 이 까닭으로 막히지는 않았습니다."
                ),
                (
                    f"“{name}”: {refusal.at} is taken by another course or an absence. "
                    "Had these days been free, this would not have stood in the way."
                ),
            )
        if refusal.code == "absence_full":
            unit, _bar, week = refusal.at.rpartition("|")
            cap = self._absences[unit, week]
            return (
                (
                    f"‘{name}’: {week} 주에 소속 부서(상위 부서 포함)에서 한꺼번에 자리를 비울 수 있는 "
                    f"{cap.most}명이 찼습니다(이번 선발 전에 이미 {cap.held}명)."
                ),
                (
                    f"“{name}”: in week {week} the {cap.most} people of the unit (or one above it) who may be away "
                    f"at once are reached ({cap.held} of them before this selection)."
                ),
            )
        if refusal.code == "quota_full":
            quota = self._quotas[refusal.at]
            korean, english = _KINDS[quota.kind]
            return (
                f"‘{name}’: 이 기수의 {korean} 배정 {quota.most}명이 찼습니다.",
                f"“{name}”: the quota of {quota.most} for this {english} is full.",
            )
        kept = sum(
            quota.reserved or 0
            for quota in self._problem.quotas
            if quota.session in (None, session.id) and quota not in self._facts.covering[applicant.id]
        )
        return (
            f"‘{name}’: {session.seats}자리가 모두 찼습니다."
            + (f" 그 가운데 {kept}자리까지는 다른 배정에 먼저 드리는 자리입니다." if kept else ""),
            f"“{name}”: all {session.seats} seats are taken."
            + (f" Up to {kept} of them go to others by reserve first." if kept else ""),
        )

    def _places(self, refusal: Refusal) -> Text:
        mine, line, everybody = (
            self._place[refusal.applicant],
            self._place[refusal.last or refusal.applicant],
            len(self._place),
        )
        return (
            f"순서는 {everybody}명 가운데 {mine}번째였고, 선은 {line}번째에서 그어졌습니다.",
            f"The place in the order was {mine} of {everybody}; the line fell at place {line}.",
        )

    def _line(self, mine: Applicant, last: Applicant, session: str) -> tuple[str, Text]:
        for criterion in self._problem.order:
            if criterion == "draw":
                return criterion, self._draws(mine, last)
            if self._part(criterion, mine, session) != self._part(criterion, last, session):
                compared = _COMPARED[criterion](mine, last)
                if criterion in _LEVEL or (criterion == "promotion_deadline" and not last.values.get(criterion)):
                    return criterion, _and(compared, self._level(criterion, mine, last, session))
                return criterion, compared
        raise AssertionError((mine.id, last.id))

    def _part(self, criterion: str, one: Applicant, session: str) -> Part:
        if criterion == "draw":
            return draw(self._seed, one.id)
        if criterion == "own_institute":
            return 0 if session in one.own else 1
        return part_of(criterion, one.values.get(criterion))

    def _level(self, decided: str, mine: Applicant, last: Applicant, session: str) -> Text:
        """Where nobody can do better than the last one, who drew level would be told apart by a later criterion."""
        korean, english = _LEVEL.get(decided, ("기한에 이미 이르렀다면", "With the deadline reached"))
        later = self._problem.order[self._problem.order.index(decided) + 1 :]
        for criterion in later:
            own, other = (self._part(criterion, one, session) for one in (mine, last))
            if own == other:
                continue
            by, told = _DECIDES[criterion]
            if own < other:  # type: ignore[operator]  # both are of one criterion
                return (
                    f"{korean} {by} 갈려 그 사람보다 앞섰습니다.",
                    f"{english}, you would have come before by {told}.",
                )
            return (
                f"{korean} {by} 갈렸을 텐데, 거기서도 그 사람이 앞섭니다. 둘 다 앞서야 했습니다.",
                f"{english}, {told} would have decided, where {last.id} comes before you as well. It took both.",
            )
        raise AssertionError((mine.id, last.id))

    def _draws(self, mine: Applicant, last: Applicant) -> Text:
        drawn, other = (draw(self._seed, one.id)[:_DRAW_SHOWN] for one in (mine, last))
        return (
            (
                f"앞선 기준이 모두 같아 추첨으로 갈렸습니다: 마지막으로 자리를 받은 사람({last.id})의 추첨값은 "
                f"{other}…, 본인은 {drawn}…입니다. 본인의 추첨값이 더 작았다면 그 사람보다 앞섰습니다."
            ),
            (
                f"All else was equal and the draw decided: {last.id}, the last to get a seat, drew {other}…, "
                f"you {drawn}…. With a smaller draw you would have come before."
            ),
        )


def _and(one: Text, other: Text) -> Text:
    return f"{one[0]} {other[0]}", f"{one[1]} {other[1]}"


def _passed_on(last: str) -> Text:
    return (
        (
            f"순서로는 앞섰지만, 더 많은 사람이 앉도록 자리를 옮기는 방식이라 그 자리가 뒷사람({last})에게 갔습니다. "
            "순서대로만 뽑는 방식이었다면 이 사람보다 앞섰습니다."
        ),
        (
            f"You came before {last}, but this mechanism re-seats people so that more get a seat, and this one "
            f"went to {last}. With selection strictly in order you would have come before."
        ),
    )


def _yes(korean: str, english: str) -> Callable[[Applicant, Applicant], Text]:
    def compared(_mine: Applicant, last: Applicant) -> Text:
        return (
            f"마지막으로 자리를 받은 사람({last.id})은 {korean}이고 본인은 아닙니다.",
            f"{last.id}, the last to get a seat, {english}; you do not.",
        )

    return compared


def _more(criterion: str, korean: str, unit: str, english: str) -> Callable[[Applicant, Applicant], Text]:
    def compared(mine: Applicant, last: Applicant) -> Text:
        own, other = int(mine.values.get(criterion) or 0), int(last.values.get(criterion) or 0)
        return (
            (
                f"마지막으로 자리를 받은 사람({last.id})은 {korean} {other}{unit}이고 본인은 {own}{unit}입니다. "
                f"{other - own + 1}{unit} 더 많았다면 그 사람보다 앞섰습니다."
            ),
            (
                f"{last.id}, the last to get a seat, has {other} {english}, you {own}. "
                f"With {other - own + 1} more you would have come before."
            ),
        )

    return compared


def _deadline(mine: Applicant, last: Applicant) -> Text:
    own, other = mine.values.get("promotion_deadline"), last.values.get("promotion_deadline")
    korean = "없습니다" if own is None else f"{own}일입니다"
    english = "none" if own is None else f"{own} days"
    if not other:
        return (
            f"마지막으로 자리를 받은 사람({last.id})은 승진에 필요한 기한에 이르렀고 본인은 {korean}.",
            f"{last.id}, the last to get a seat, has reached a promotion deadline, you have {english}.",
        )
    return (
        (
            f"마지막으로 자리를 받은 사람({last.id})은 승진에 필요한 기한까지 {other}일 남았고 본인은 {korean}. "
            f"기한이 {other}일보다 적게 남았다면 그 사람보다 앞섰습니다."
        ),
        (
            f"{last.id}, the last to get a seat, has {other} days to a promotion deadline, you {english}. "
            f"With fewer than {other} days you would have come before."
        ),
    )


def _arrival(mine: Applicant, last: Applicant) -> Text:
    own, other = mine.values.get("arrival"), last.values.get("arrival")
    return (
        (
            f"마지막으로 자리를 받은 사람({last.id})은 {other}번째로, 본인은 {own}번째로 도착했습니다. "
            f"{other}번째보다 먼저 도착했다면 그 사람보다 앞섰습니다."
        ),
        (
            f"{last.id}, the last to get a seat, arrived as number {other}, you as number {own}. "
            f"Before number {other} you would have come before."
        ),
    )


_LEVEL: Final[dict[str, Text]] = {
    "mandatory": ("필수 이수 대상이었다면", "Had you to take it as well"),
    "never_attended": ("이 과정을 들은 적이 없었다면", "Had you been new to it as well"),
    "own_institute": ("이 기관 소속이었다면", "Had you belonged to it as well"),
}
"""Criteria that know only yes and no: with a yes of one's own one draws level, not ahead."""

_DECIDES: Final[dict[str, Text]] = {
    "mandatory": ("필수 이수 여부로", "the duty to take it"),
    "never_attended": ("들은 적이 있는지로", "who comes new to it"),
    "promotion_deadline": ("승진 기한으로", "the promotion deadline"),
    "longest_waiting": ("기다린 날로", "the days of waiting"),
    "earlier_refusals": ("앞서 떨어진 횟수로", "earlier refusals"),
    "own_institute": ("소속 기관으로", "the own institute"),
    "arrival": ("도착한 순서로", "the arrival"),
    "draw": ("추첨으로", "the draw"),
}

_COMPARED: Final[dict[str, Callable[[Applicant, Applicant], Text]]] = {
    "mandatory": _yes("필수 이수 대상", "has to take this course"),
    "never_attended": _yes("이 과정을 들은 적이 없는 사람", "comes new to this course"),
    "own_institute": _yes("이 기관 소속", "belongs to this institute"),
    "longest_waiting": _more("longest_waiting", "기다린 날이", "일", "days of waiting"),
    "earlier_refusals": _more("earlier_refusals", "앞서 떨어진 횟수가", "번", "earlier refusals"),
    "promotion_deadline": _deadline,
    "arrival": _arrival,
}
