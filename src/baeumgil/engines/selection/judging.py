"""Whether a problem makes sense: every fault at once, before anybody gets a seat by it."""

from collections import Counter
from collections.abc import Iterable

from baeumgil.engines.intake.faults import Faults, FileBroken
from baeumgil.engines.selection.drawing import is_seed, seed_hash
from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.problem import CRITERIA, Applicant, Problem

_YES_OR_NO = frozenset({"mandatory", "never_attended"})
_NUMBERS = frozenset({"promotion_deadline", "longest_waiting", "earlier_refusals", "arrival"})
_MOST = 10**9
_LAST = frozenset({"arrival", "draw"})


class SelectionBroken(FileBroken):
    """A selection that cannot be read or makes no sense, with all its faults."""


def judge(problem: Problem, seed: str | None = None) -> None:
    """Raise SelectionBroken with all faults of a problem and, if given, of its seed."""
    faults = Faults()
    judge_problem(problem, faults)
    if seed is not None:
        judge_seed(problem, seed, faults)
    if faults.found:
        raise SelectionBroken(faults.found)


def judge_seed(problem: Problem, seed: str, faults: Faults) -> None:
    """The seed is one, and the announced one."""
    if not seed and "draw" not in problem.order and not problem.seed_hash:
        return
    if not is_seed(seed):
        faults.add(
            "seed",
            "추첨 씨앗은 소문자 16진수 64자리여야 합니다. 공개된 씨앗을 그대로 적으십시오.",
            "The seed must be 64 lower-case hex digits. Write it as it was published.",
        )
    elif problem.seed_hash and seed_hash(seed) != problem.seed_hash:
        faults.add(
            "seed",
            "미리 공개한 지문과 씨앗이 맞지 않습니다. 접수 전에 정한 씨앗을 쓰십시오.",
            "The seed does not have the hash that was published. Use the seed that was fixed before.",
        )


def judge_problem(problem: Problem, faults: Faults) -> None:
    """Everything but the seed. Paths count the rows as they stand."""
    _judge_order(problem, faults)
    _no_twins("sessions", (one.id for one in problem.sessions), faults)
    _no_twins("applicants", (one.id for one in problem.applicants), faults)
    _no_twins("quotas", (one.id for one in problem.quotas), faults)
    _no_twins("absences", (f"{one.unit}|{one.week}" for one in problem.absences), faults)
    _judge_applicants(problem, faults)
    _judge_quotas(problem, faults)
    if not faults.found:
        _judge_mechanism(problem, faults)


def _no_twins(path: str, names: Iterable[str], faults: Faults) -> None:
    seen: set[str] = set()
    for at, name in enumerate(names):
        if name in seen:
            faults.twice(f"{path}[{at}]", name)
        seen.add(name)


def _judge_order(problem: Problem, faults: Faults) -> None:
    order = problem.order
    for at, criterion in enumerate(order):
        if criterion not in CRITERIA:
            words = ", ".join(CRITERIA)
            faults.add(
                f"order[{at}]",
                f"‘{criterion}’ 기준은 없습니다. 다음 가운데 하나를 쓰십시오: {words}.",
                f"There is no criterion “{criterion}”. Use one of: {words}.",
            )
    _no_twins("order", order, faults)
    if not order or order[-1] not in _LAST or len(_LAST.intersection(order)) > 1:
        faults.add(
            "order",
            "순서는 추첨(draw)이나 도착(arrival) 가운데 하나로, 그것도 맨 끝에서 끝나야 합니다.",
            "The order must end with the draw or the arrival, and hold only one of them.",
        )
    if problem.mechanism == "first_come" and order != ("arrival",):
        faults.add(
            "order",
            "선착순의 순서는 도착(arrival)뿐입니다. 다른 기준을 지우거나 방식을 바꾸십시오.",
            "First come knows only the arrival. Remove other criteria or change the mechanism.",
        )
    if "own_institute" in order and problem.mechanism != "deferred":
        faults.add(
            "order",
            "소속 기관 우선(own_institute)은 기수별 우선순위 방식(deferred)에서만 쓸 수 있습니다. 방식을 바꾸십시오.",
            "The own institute counts only in deferred acceptance. Change the mechanism.",
        )


def _judge_applicants(problem: Problem, faults: Faults) -> None:
    sessions = {one.id for one in problem.sessions}
    arrivals: set[object] = set()
    needs_arrival = "arrival" in problem.order
    sound: set[int] = set()
    """Values that many people share are looked at once."""
    for at, one in enumerate(problem.applicants):
        if not sessions.issuperset(one.wishes) or len(set(one.wishes)) < len(one.wishes):
            _judge_wishes(f"applicants[{at}].wishes", one, sessions, faults)
        if needs_arrival:
            arrival = one.values.get("arrival")
            if arrival is None or arrival in arrivals:
                faults.add(
                    f"applicants[{at}].values.arrival",
                    "도착 순번이 없거나 다른 사람과 같습니다. 사람마다 다른 수를 적으십시오.",
                    "The arrival is missing or somebody else's. Give everyone a number of their own.",
                )
            arrivals.add(arrival)
        if id(one.values) in sound:
            continue
        if all(_is_sound(criterion, value) for criterion, value in one.values.items()):
            sound.add(id(one.values))
            continue
        for criterion, value in one.values.items():
            if not _is_sound(criterion, value):
                _judge_value(f"applicants[{at}].values", criterion, value, faults)


def _judge_wishes(path: str, applicant: Applicant, sessions: set[str], faults: Faults) -> None:
    for place, wish in enumerate(applicant.wishes):
        if wish not in sessions:
            faults.add(
                f"{path}[{place}]",
                f"‘{wish}’ 기수가 없습니다. 있는 기수로 고치십시오.",
                f"There is no session “{wish}”. Name one of the sessions.",
            )
    _no_twins(path, applicant.wishes, faults)


def _is_sound(criterion: str, value: object) -> bool:
    """The quick look at what is nearly always right."""
    if value is None or isinstance(value, bool):
        return criterion in _YES_OR_NO or (value is None and criterion in _NUMBERS)
    return criterion in _NUMBERS and isinstance(value, int) and 0 <= value <= _MOST


def _judge_value(path: str, criterion: str, value: object, faults: Faults) -> None:
    if criterion not in CRITERIA or criterion in {"draw", "own_institute"}:
        faults.add(
            f"{path}.{criterion}",
            f"‘{criterion}’ 값은 신청자에게 적지 않습니다. 지우십시오.",
            f"“{criterion}” is no value of an applicant. Remove it.",
        )
    elif value is None:
        return
    elif criterion in _YES_OR_NO and not isinstance(value, bool):
        faults.add(
            f"{path}.{criterion}",
            "true, false, null 가운데 하나여야 합니다. 고치십시오.",
            "This must be true, false or null. Correct it.",
        )
    elif criterion not in _YES_OR_NO and (
        isinstance(value, bool)
        or not isinstance(value, int)
        or abs(value) > _MOST
        or (value < 0 and criterion != "promotion_deadline")
    ):
        faults.add(
            f"{path}.{criterion}",
            "0 이상의 정수나 null이어야 합니다(승진 기한은 음수도 됩니다). 고치십시오.",
            "This must be null or a whole number, negative only for a promotion deadline. Correct it.",
        )


def _judge_quotas(problem: Problem, faults: Faults) -> None:
    seats = {one.id: one.seats for one in problem.sessions}
    kept: Counter[str] = Counter()
    for at, quota in enumerate(problem.quotas):
        path = f"quotas[{at}]"
        if quota.session is not None and quota.session not in seats:
            faults.add(
                f"{path}.session",
                f"‘{quota.session}’ 기수가 없습니다. 있는 기수로 고치거나 null로 두십시오.",
                f"There is no session “{quota.session}”. Name one of the sessions, or null.",
            )
        if quota.most is None and quota.reserved is None:
            faults.add(
                path,
                "most나 reserved 가운데 하나는 있어야 합니다. 적어 넣으십시오.",
                "One of most and reserved is needed. Add it.",
            )
        if quota.most is not None and (quota.reserved or 0) > quota.most:
            faults.add(
                f"{path}.reserved",
                f"따로 둔 {quota.reserved}자리가 상한 {quota.most}명보다 많습니다. 줄이십시오.",
                f"{quota.reserved} reserved seats are more than the most of {quota.most}. Lower them.",
            )
        if quota.reserved:
            kept.update(dict.fromkeys(seats if quota.session is None else [quota.session], quota.reserved))
    for session, number in sorted(kept.items()):
        if session in seats and number > seats[session]:
            faults.add(
                "quotas",
                f"‘{session}’ 기수에 따로 둔 {number}자리가 정원 {seats[session]}자리보다 많습니다. 줄이십시오.",
                f"Session “{session}” has {number} reserved seats, but only {seats[session]} seats. Lower them.",
            )


def _judge_mechanism(problem: Problem, faults: Faults) -> None:
    mechanism = problem.mechanism
    if mechanism in {"deferred", "fill"} and problem.absences:
        faults.add(
            "absences",
            "이 선발 방식은 부서 공백 상한과 함께 쓸 수 없습니다. 상한을 빼거나 순서대로(serial) 뽑으십시오.",
            "This mechanism cannot keep absence caps. Leave them out or use serial.",
        )
    if mechanism in {"first_come", "fill"} and any(quota.reserved for quota in problem.quotas):
        faults.add(
            "quotas",
            "이 선발 방식에서는 자리를 따로 둘 수 없습니다. reserved를 빼거나 방식을 바꾸십시오.",
            "This mechanism cannot keep reserved seats. Leave them out or change it.",
        )
    if mechanism == "fill" and any(quota.kind != "unit" for quota in problem.quotas):
        faults.add(
            "quotas",
            "자리 채우기에서는 부서별 배정만 쓸 수 있습니다. 직급·직렬 배정을 빼거나 방식을 바꾸십시오.",
            "Filling the seats knows quotas of units only. Leave the others out or change the mechanism.",
        )
    if mechanism not in {"deferred", "fill"}:
        return
    facts = Facts(problem)
    for one, other in facts.crossing():
        faults.add(
            "quotas",
            f"‘{one}’ 배정과 ‘{other}’ 배정이 엇갈립니다. 서로 나뉘거나 한쪽이 다른 쪽 안에 들게 고치십시오.",
            f"Quotas “{one}” and “{other}” cross. Make them disjoint, or one a part of the other.",
        )
    for one, other in facts.overlapping_reserves():
        faults.add(
            "quotas",
            f"‘{one}’ 배정과 ‘{other}’ 배정이 같은 사람에게 자리를 따로 둡니다. 겹치지 않게 나누십시오.",
            f"Quotas “{one}” and “{other}” keep seats for the same people. Keep them apart.",
        )
