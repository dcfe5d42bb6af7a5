"""좌석 제안. From the figures of a course to sessions and seats, each step in words.

Precedence: law and the roadmap set the floor; applications against seats move last year's seats within the
city's limits; what has no last year begins with what was asked for; low completion and satisfaction are flagged and
never cut seats; without figures last year's stay. The office decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from baeumgil.core.errors import Reason
from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.needs_policy import NeedsPolicy
from baeumgil.stages.plan.rules.needs_values import Proposal

WHOLE = 100


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What a proposal is worked out from. None everywhere means: not known.

    `session_size` is the course's own; None for e-learning, which needs no room. `demand_people` is what the roadmap
    expects of the course's stage, `duty_people` what the law demands of it in a year; `asked_people` is what
    departments asked for in requests that are still open or were adopted.
    """

    is_online: bool = False
    session_size: int | None = None
    last_sessions: int | None = None
    last_seats: int | None = None
    applied: int | None = None
    result_year: int | None = None
    result_seats: int | None = None
    completion_permille: int | None = None
    satisfaction_milli: int | None = None
    scale: int = 5
    responses: int | None = None
    demand_people: int | None = None
    demand_size: int | None = None
    duty_people: int | None = None
    asked_people: int = 0
    is_last_ended: bool = False


def propose(facts: ProposalFacts, policy: NeedsPolicy) -> Proposal:
    """Sessions and seats with their reasons; at least one reason, seats never below the floor."""
    reasons: list[Reason] = []
    base, wanted = _wanted(facts, policy, reasons)
    floor = _floor(facts, reasons)
    if floor > wanted:
        reasons.append(
            Reason(
                "floor",
                Said(
                    f"신청으로 본 {wanted:,}석보다 꼭 이수할 {floor:,}명이 많아 이 인원을 채웁니다.",
                    f"Applications call for {wanted:,} seats, but {floor:,} people have to complete it: that many.",
                )
                if wanted
                else Said(
                    f"꼭 이수할 {floor:,}명을 채웁니다.", f"Seats for the {floor:,} people who have to complete it."
                ),
            )
        )
    target = max(wanted, floor)
    size = _size(facts, policy, target)
    sessions, seats = _sessions(facts, base, target, size)
    if target and target != base:
        reasons.append(Reason("sessions", _arithmetic(facts, target, size, sessions, seats)))
    return Proposal(sessions, seats, size, floor, tuple(reasons), tuple(_flags(facts, policy)))


def _wanted(facts: ProposalFacts, policy: NeedsPolicy, reasons: list[Reason]) -> tuple[int | None, int]:
    """Last year's seats (None when there were none) and those that applications call for."""
    last = facts.last_seats
    if not last:
        return None, _beginning(facts, reasons)
    if facts.applied is None or not facts.result_seats:
        reasons.append(
            Reason(
                "no_applications",
                Said(
                    f"신청 자료가 없어 전년도 {last:,}석({facts.last_sessions or 0:,}회)을 유지합니다.",
                    f"Without figures of applications, last year's {last:,} seats ({facts.last_sessions or 0:,} "
                    "sessions) stay.",
                ),
            )
        )
        return last, last
    ratio = facts.applied / facts.result_seats
    year = f"{facts.result_year}년 " if facts.result_year else ""
    in_year = f" in {facts.result_year}" if facts.result_year else ""
    seen = Said(
        f"{year}신청 {facts.applied:,}명 ÷ 좌석 {facts.result_seats:,}석 = {ratio:.2f}배",
        f"{facts.applied:,} applied{in_year} ÷ {facts.result_seats:,} seats = {ratio:.2f}",
    )
    low, high = 1 - policy.band_percent / WHOLE, 1 + policy.band_percent / WHOLE
    if low <= ratio <= high:
        text = Said(
            f"{seen}: 신청과 좌석이 비슷해 전년도 {last:,}석을 유지합니다.",
            f"{seen.english}: seats and applications match, so last year's {last:,} seats stay.",
        )
        reasons.append(Reason("balanced", text))
        return last, last
    if ratio > high:
        most = ceil(last * (WHOLE + policy.most_growth_percent) / WHOLE)
        wanted = max(last, min(ceil(last * facts.applied / facts.result_seats), most))
        limit = f"한 해에 {policy.most_growth_percent}%까지만 늘려 " if wanted == most else ""
        at_most = f" (at most {policy.most_growth_percent}% more a year)" if wanted == most else ""
        text = Said(
            f"{seen}: 신청이 많아 전년도 {last:,}석에서 {limit}{wanted:,}석으로 봅니다.",
            f"{seen.english}: many applied, so last year's {last:,} seats become {wanted:,}{at_most}.",
        )
        reasons.append(Reason("more", text))
        return last, wanted
    least = ceil(last * max(0, WHOLE - policy.most_cut_percent) / WHOLE)
    wanted = min(last, max(ceil(last * facts.applied / facts.result_seats), least))
    limit = f"한 해에 {policy.most_cut_percent}%까지만 줄여 " if wanted == least else ""
    at_most = f" (at most {policy.most_cut_percent}% fewer a year)" if wanted == least else ""
    text = Said(
        f"{seen}: 신청이 적어 전년도 {last:,}석에서 {limit}{wanted:,}석으로 봅니다.",
        f"{seen.english}: few applied, so last year's {last:,} seats become {wanted:,}{at_most}.",
    )
    reasons.append(Reason("fewer", text))
    return last, wanted


def _beginning(facts: ProposalFacts, reasons: list[Reason]) -> int:
    """Seats of a course that had none last year: what departments expect."""
    if facts.asked_people:
        text = Said(
            f"전년도 좌석이 없어 부서가 요청한 예상 인원 {facts.asked_people:,}명에서 시작합니다.",
            f"It had no seats last year: the {facts.asked_people:,} people whom units expect are the beginning.",
        )
        reasons.append(Reason("asked", text))
        return facts.asked_people
    why = "전년도에 끝낸 과정이고" if facts.is_last_ended else "전년도 계획에 없고"
    english = "It ended last year" if facts.is_last_ended else "It was not in last year's plan"
    text = Said(
        f"{why} 신청·요청 자료도 없어 좌석을 제안하지 않습니다.",
        f"{english}, and there are no applications or requests: no seats are proposed.",
    )
    reasons.append(Reason("nothing_known", text))
    return 0


def _floor(facts: ProposalFacts, reasons: list[Reason]) -> int:
    """People who must be trained: by the roadmap or by law, whichever is more."""
    if facts.demand_people:
        text = Said(
            f"로드맵 대상 {facts.demand_people:,}명은 이 해에 이수해야 합니다.",
            f"By the roadmap {facts.demand_people:,} people have to complete it this year.",
        )
        reasons.append(Reason("demand", text))
    if facts.duty_people:
        text = Said(
            f"법정의무교육으로 한 해 {facts.duty_people:,}명(연인원)이 이수해야 합니다.",
            f"By law {facts.duty_people:,} people (counted each time) have to complete it in a year.",
        )
        reasons.append(Reason("duty", text))
    return max(facts.demand_people or 0, facts.duty_people or 0)


def _size(facts: ProposalFacts, policy: NeedsPolicy, target: int) -> int:
    """Seats of one session: as last year, else the course's own, the stage's, the city's; e-learning takes all."""
    if facts.last_seats and facts.last_sessions:
        return ceil(max(facts.last_seats, target if facts.is_online else 0) / facts.last_sessions)
    if facts.is_online:
        return max(target, 1)
    return facts.session_size or facts.demand_size or policy.session_size


def _sessions(facts: ProposalFacts, base: int | None, target: int, size: int) -> tuple[int, int]:
    """Whole sessions that hold the target. Unchanged targets keep last year's; e-learning keeps its sessions.

    Rounding never turns fewer into more, nor more into fewer.
    """
    if target == 0:
        return 0, 0
    if base is not None and target == base:
        return facts.last_sessions or ceil(target / size), base
    if facts.is_online:
        return facts.last_sessions or 1, target
    sessions = ceil(target / size)
    if base is None or not facts.last_sessions:
        return sessions, sessions * size
    if target > base:
        sessions = max(sessions, facts.last_sessions)
        return sessions, sessions * size
    sessions = min(sessions, facts.last_sessions)
    return sessions, min(sessions * size, base)


def _arithmetic(facts: ProposalFacts, target: int, size: int, sessions: int, seats: int) -> Said:
    if facts.is_online:
        return Said(
            f"e-러닝 {target:,}명 → {sessions:,}회 {seats:,}석",
            f"E-learning for {target:,} → {sessions:,} sessions, {seats:,} seats",
        )
    return Said(
        f"{target:,}명 → {size:,}명씩 {sessions:,}회 = {seats:,}석",
        f"{target:,} people → {sessions:,} sessions of {size:,} = {seats:,} seats",
    )


def _flags(facts: ProposalFacts, policy: NeedsPolicy) -> Iterator[Reason]:
    """What the office should look at; it changes no figure."""
    if facts.completion_permille is not None and facts.completion_permille < policy.low_completion_percent * 10:
        yield Reason(
            "low_completion",
            Said(
                f"수료율 {facts.completion_permille / 10:.1f}%가 기준 {policy.low_completion_percent}%보다 낮습니다. "
                "자동으로 줄이지 않으니 까닭을 살펴보세요.",
                f"Only {facts.completion_permille / 10:.1f}% completed it, below the {policy.low_completion_percent}% "
                "of the policy. Nothing is cut by itself: look at the cause.",
            ),
        )
    if facts.satisfaction_milli is not None and (facts.responses is None or facts.responses >= policy.smallest_group):
        least = policy.low_satisfaction_percent * facts.scale * 10
        if facts.satisfaction_milli < least:
            answers = "" if facts.responses is None else f"(응답 {facts.responses:,}명)"
            answered = "" if facts.responses is None else f" ({facts.responses:,} answers)"
            yield Reason(
                "low_satisfaction",
                Said(
                    f"만족도 {facts.satisfaction_milli / 1000:.2f}점{answers}이 "
                    f"기준 {least / 1000:.2f}점보다 낮습니다. "
                    "자동으로 줄이지 않으니 내용을 살펴보세요.",
                    f"Satisfaction is {facts.satisfaction_milli / 1000:.2f}{answered}, below the {least / 1000:.2f} of "
                    "the policy. Nothing is cut by itself: look at the content.",
                ),
            )
    if facts.asked_people and facts.last_seats:
        yield Reason(
            "asked",
            Said(
                f"부서 요청의 예상 인원은 모두 {facts.asked_people:,}명입니다. 좌석에 더하지는 않았습니다.",
                f"Units ask for {facts.asked_people:,} people in all. They were not added to the seats.",
            ),
        )
