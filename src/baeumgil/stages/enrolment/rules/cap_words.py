"""한도의 말. Why somebody who came early enough has no seat: which cap, and whose; no word about any other person."""

from collections.abc import Mapping, Sequence

from baeumgil.core.said import Said, joined
from baeumgil.stages.enrolment.rules.fitting import Share, Standing, Why
from baeumgil.stages.enrolment.terms import RefusalCode

Refused = Sequence[tuple[int, Why]]
"""Sessions in the order of the wishes, and why there is no seat of each."""
CAPPED = frozenset({RefusalCode.OVER_LIMIT, RefusalCode.BUSY, RefusalCode.ABSENCE_FULL, RefusalCode.QUOTA_FULL})
"""Reasons other than that the seats are gone: a free seat may stay free for them."""
ELSEWHERE = frozenset({RefusalCode.OVER_LIMIT, RefusalCode.BUSY, RefusalCode.ABSENCE_FULL})
"""Reasons that also end by what happens outside the call."""


def is_capped(refused: Refused) -> bool:
    """Whether anything but taken seats kept somebody out."""
    return any(why.code in CAPPED for _session, why in refused)


def cap_text(refused: Refused, standing: Standing) -> Said:
    """What speaks against each wish, one sentence each."""
    return joined(_of_wish(standing.titles.get(session, ""), _said(why, standing)) for session, why in refused)


def refused_facts(refused: Refused) -> list[dict[str, object]]:
    """As it is logged with the step, so that the published record can be checked."""
    return [{"session": session, **why_facts(why)} for session, why in refused]


def why_facts(why: Why) -> dict[str, object]:
    """One reason as it is logged: the cap, what it allows, what counts in it from outside the call."""
    return {"code": why.code.value, "at": why.at, "most": why.most, "held": why.held, "kept": why.is_kept}


def _of_wish(title: str, said: Said) -> Said:
    return Said(f"{title}: {said}".strip(), f"{title}: {said.english}".strip())


def _said(why: Why, standing: Standing) -> Said:
    match why.code:
        case RefusalCode.OVER_LIMIT:
            return Said(
                f"한 해에 받는 자리 {why.most}개를 이미 받았습니다.", f"All {why.most} seats of a year were held."
            )
        case RefusalCode.BUSY:
            return Said("그날 이미 다른 일정이 있습니다.", "These days are taken already.")
        case RefusalCode.ABSENCE_FULL:
            unit, _bar, week = why.at.partition("|")
            name, when = _unit(unit, standing.units), _week(week)
            return Said(
                f"{name}에서 {when}에 자리를 비울 수 있는 {why.most}명이 다 찼습니다.",
                f"The {why.most} people of {name.english} who may be away in {when.english} are away.",
            )
        case RefusalCode.QUOTA_FULL if why.is_kept:
            return Said(
                f"남은 {why.most}자리는 따로 배정한 사람들 몫입니다.", f"The {why.most} seats left are kept for others."
            )
        case RefusalCode.QUOTA_FULL:
            name = _label(why.at, standing.shares)
            return Said(
                f"‘{name}’ 배정 {why.most}명이 다 찼습니다.", f"The {why.most} places of {name.english} are taken."
            )
        case RefusalCode.SEATS_GONE | RefusalCode.DROPPED:
            return Said("자리가 다 찼습니다.", "No seat is left.")


def _unit(unit: str, names: Mapping[int, str]) -> Said:
    name = names.get(int(unit)) if unit else None
    return Said(f"‘{name}’", f"“{name}”") if name else Said("부서", "the unit")


def _week(week: str) -> Said:
    year, _dash, number = week.partition("-W")
    if not number:
        return Said("그 주", "that week")
    return Said(f"{year}년 {int(number)}번째 주", f"week {int(number)} of {year}")


def _label(at: str, shares: Sequence[Share]) -> Said:
    label = next((share.label for share in shares if str(share.id) == at), "")
    return Said(label or "배정", f"“{label}”" if label else "the quota")
