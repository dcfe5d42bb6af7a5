"""한도의 말. Why somebody who came early enough has no seat: which cap, and whose; no word about any other person."""

from collections.abc import Mapping, Sequence

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


def cap_text(refused: Refused, standing: Standing) -> str:
    """What speaks against each wish, one sentence each."""
    return " ".join(f"{standing.titles.get(session, '')}: {_said(why, standing)}".strip() for session, why in refused)


def refused_facts(refused: Refused) -> list[dict[str, object]]:
    """As it is logged with the step, so that the published record can be checked."""
    return [{"session": session, **why_facts(why)} for session, why in refused]


def why_facts(why: Why) -> dict[str, object]:
    """One reason as it is logged: the cap, what it allows, what counts in it from outside the call."""
    return {"code": why.code.value, "at": why.at, "most": why.most, "held": why.held, "kept": why.is_kept}


def _said(why: Why, standing: Standing) -> str:
    match why.code:
        case RefusalCode.OVER_LIMIT:
            return f"한 해에 받는 자리 {why.most}개를 이미 받았습니다."
        case RefusalCode.BUSY:
            return "그날 이미 다른 일정이 있습니다."
        case RefusalCode.ABSENCE_FULL:
            unit, _bar, week = why.at.partition("|")
            name = _unit(unit, standing.units)
            return f"{name}에서 {_week(week)}에 자리를 비울 수 있는 {why.most}명이 다 찼습니다."
        case RefusalCode.QUOTA_FULL if why.is_kept:
            return f"남은 {why.most}자리는 따로 배정한 사람들 몫입니다."
        case RefusalCode.QUOTA_FULL:
            return f"‘{_label(why.at, standing.shares)}’ 배정 {why.most}명이 다 찼습니다."
        case RefusalCode.SEATS_GONE | RefusalCode.DROPPED:
            return "자리가 다 찼습니다."


def _unit(unit: str, names: Mapping[int, str]) -> str:
    return f"‘{names.get(int(unit), '부서')}’" if unit else "부서"


def _week(week: str) -> str:
    year, _dash, number = week.partition("-W")
    return f"{year}년 {int(number)}번째 주" if number else "그 주"


def _label(at: str, shares: Sequence[Share]) -> str:
    return next((share.label for share in shares if str(share.id) == at), "배정")
