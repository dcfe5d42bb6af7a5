"""왜 자리가 없었는지, in words a person understands: what was full, where the line fell, what would have changed it.

All of it is worked out from the facts stored with the result, in both languages: no sentence is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from baeumgil.core.said import Said, english_day, joined
from baeumgil.stages.enrolment.terms import Criterion, RefusalCode

SAID: Mapping[Criterion, Said] = {
    Criterion.MANDATORY: Said(
        "마지막 사람에게는 이 과정이 의무였습니다. "
        "이 신청에도 의무 단계나 법정의무교육이 남아 있었다면 다음 기준으로 견주었습니다.",
        "The last person had to take this course. Had this applicant owed a stage or a legal duty as well, the next "
        "criterion would have decided.",
    ),
    Criterion.NEVER_ATTENDED: Said(
        "마지막 사람은 이 과정을 들은 적이 없습니다. 이 신청도 처음이었다면 다음 기준으로 견주었습니다.",
        "The last person comes new to this course. Had this applicant come new to it as well, the next criterion would "
        "have decided.",
    ),
    Criterion.OWN_INSTITUTE: Said(
        "마지막 사람은 이 기수를 여는 기관의 소속입니다.", "The last person belongs to the institute of this session."
    ),
    Criterion.ARRIVAL: Said(
        "다른 기준이 모두 같아 먼저 신청한 사람이 앞섰습니다.",
        "All else was equal, and whoever applied earlier came first.",
    ),
    Criterion.DRAW: Said(
        "다른 기준이 모두 같아 추첨으로 정했습니다. 추첨은 미리 지문을 공개한 씨앗과 추첨번호만으로 정해지므로 "
        "공개된 검증 묶음으로 누구나 다시 계산할 수 있습니다.",
        "All else was equal and the draw decided. It follows from the draw number and from a seed whose hash was "
        "shown beforehand, so anybody can compute it again from the published bundle.",
    ),
}
"""Sentences that need no numbers."""

PASSED_ON = Said(
    "더 많은 사람이 자리를 얻도록 자리를 옮기는 방식이라, 순서로는 뒤인 사람에게 돌아갔습니다. "
    "순서대로만 뽑는 방식이었다면 그 사람보다 앞섰습니다.",
    "This mechanism re-seats people so that more of them get a seat, and it went to somebody who comes later. "
    "With selection strictly in order this application would have come before.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the facts mean beside: the place of the one who asks, how many seats, the names of quotas and units."""

    place: int
    seats: int | None = None
    quotas: Mapping[str, str] | None = None
    units: Mapping[str, str] | None = None
    way: str = ""
    """The comparison with the last one in full, where the selection itself was read again."""


def reason_of(facts: Mapping[str, Any], told: Told) -> Said:
    """The whole reason, as one paragraph."""
    code = RefusalCode(facts["code"])
    way = "" if told.way and facts.get("last_place") is not None else way_of(facts, code)
    return joined((what_was_full(code, facts, told), line_of(facts, told), told.way, way))


def what_was_full(code: RefusalCode, facts: Mapping[str, Any], told: Told) -> Said:
    """The rule that decided."""
    at = str(facts.get("at", ""))
    is_mixed = bool(facts.get("kept") or facts.get("is_passed"))
    match code:
        case RefusalCode.SEATS_GONE:
            return _seats_gone(told.seats, is_mixed=is_mixed, has_kept=bool(facts.get("kept")))
        case RefusalCode.QUOTA_FULL:
            name = (told.quotas or {}).get(at)
            return Said(
                f"'{name or '배정'}'에 정한 인원이 {'' if is_mixed else '앞 순서로 '}찼습니다.",
                f"The places of {f'“{name}”' if name else 'the quota'} were taken"
                f"{'' if is_mixed else ' by people who come first'}.",
            )
        case RefusalCode.ABSENCE_FULL:
            unit, _bar, week = at.partition("|")
            name, when = (told.units or {}).get(unit), _week(week)
            return Said(
                f"{when}{name or '소속 부서'}에서 한꺼번에 자리를 비울 수 있는 인원이 찼습니다.",
                f"As many people of {name or 'the unit'} as may be away at once are away{when.english}.",
            )
        case RefusalCode.BUSY:
            day = _day(at)
            return Said(
                f"이 기수의 날{day}에 이미 다른 교육, 강의 또는 휴가가 있습니다.",
                f"Days of this session are taken{day.english} by another course, by teaching or by an absence.",
            )
        case RefusalCode.OVER_LIMIT:
            return Said(
                "한 해에 받을 수 있는 자리를 이미 모두 받았습니다.",
                "All seats that one person may have in a year were held.",
            )
        case RefusalCode.DROPPED:
            return Said("이 기수의 희망을 거두었습니다.", "The wish for this session was taken back.")
        case _:
            assert_never(code)


def _seats_gone(seats: int | None, *, is_mixed: bool, has_kept: bool) -> Said:
    """Mixed where some who got a seat come later in the order: seats are kept for them, or were passed on."""
    korean = "자리가" if seats is None else f"자리 {seats}석이"
    english = "All seats" if seats is None else _all(seats)
    if not is_mixed:
        return Said(
            f"이 기수의 {korean} 모두 앞 순서에 돌아갔습니다.",
            f"{english} of this session went to people who come first.",
        )
    return Said(
        f"이 기수의 {korean} 모두 찼습니다."
        + (" 그 가운데 배정에 따라 정해진 사람에게 먼저 드리는 자리가 있습니다." if has_kept else ""),
        f"{english} of this session {'is' if seats == 1 else 'are'} taken."
        + (" Some are kept for those for whom they are reserved." if has_kept else ""),
    )


def _all(seats: int) -> str:
    return "The one seat" if seats == 1 else f"All {seats} seats"


def line_of(facts: Mapping[str, Any], told: Told) -> str:
    """Where the line fell."""
    last = facts.get("last_place")
    if last is None:
        return ""
    return Said(
        f"마지막으로 받은 사람은 선발 순서 {last}번째이고, 이 신청은 {told.place}번째입니다.",
        f"The last to get one stands at place {last} of the order, this application at place {told.place}.",
    )


def way_of(facts: Mapping[str, Any], code: RefusalCode) -> str:
    """What would have changed it."""
    if facts.get("is_passed"):
        return PASSED_ON
    criterion = facts.get("criterion") or ""
    if not criterion:
        return _free(code)
    mine, theirs = facts.get("mine"), facts.get("theirs")
    if Criterion(criterion) in SAID:
        return SAID[Criterion(criterion)]
    if criterion == Criterion.PROMOTION_DEADLINE:
        return _deadline(mine, theirs)
    return _counted(Criterion(criterion), int(mine or 0), int(theirs or 0))


def _deadline(mine: int | None, theirs: int | None) -> Said:
    if mine is None:
        return Said(
            f"마지막 사람은 승진 기한까지 {theirs}일이 남아 있었고, 이 신청에는 승진 기한이 없습니다.",
            f"The last person had {theirs} days to a promotion deadline; this applicant has none.",
        )
    if not theirs:
        return Said(
            f"마지막 사람은 승진 기한에 이르렀고, 이 신청은 {mine}일이 남아 있었습니다. "
            "이 신청도 기한에 이르렀다면 다음 기준으로 견주었습니다.",
            f"The last person had reached a promotion deadline, this applicant had {mine} days left. "
            "With the deadline reached as well, the next criterion would have decided.",
        )
    more = mine - theirs + 1
    return Said(
        f"승진 기한까지 남은 날이 마지막 사람은 {theirs}일, 이 신청은 {mine}일이었습니다. "
        f"{more}일 더 가까웠다면 앞섰습니다.",
        f"The last person had {theirs} days to a promotion deadline, this applicant {mine}. "
        f"With {more} days less this application would have come before.",
    )


def _counted(criterion: Criterion, mine: int, theirs: int) -> Said:
    more = theirs - mine + 1
    if criterion is Criterion.LONGEST_WAITING:
        return Said(
            f"마지막 사람은 {theirs}일, 이 신청은 {mine}일을 기다렸습니다. {more}일 더 기다렸다면 앞섰습니다.",
            f"The last person has waited for {theirs} days, this applicant for {mine}. "
            f"With {more} more days this application would have come before.",
        )
    return Said(
        f"마지막 사람은 앞서 {theirs}번, 이 신청은 {mine}번 선발되지 않았습니다. {more}번 더 그랬다면 앞섰습니다.",
        f"The last person was turned down {theirs} times before, this applicant {mine} times. "
        f"With {more} more this application would have come before.",
    )


def _free(code: RefusalCode) -> str:
    """Where nobody's seat decided."""
    match code:
        case RefusalCode.BUSY:
            return Said(
                "그날들이 비어 있었다면 순서대로 견주었습니다.",
                "Had these days been free, the order would have decided.",
            )
        case RefusalCode.OVER_LIMIT:
            return Said(
                "올해 받은 자리가 하나 적었다면 순서대로 견주었습니다.",
                "With one seat less this year the order would have decided.",
            )
        case RefusalCode.ABSENCE_FULL:
            return Said(
                "그 주에 이미 자리를 비우는 사람이 적었다면 순서대로 견주었습니다.",
                "Had fewer been away in that week already, the order would have decided.",
            )
        case RefusalCode.SEATS_GONE | RefusalCode.QUOTA_FULL:
            return Said(
                "남은 자리가 있었다면 순서대로 견주었습니다.", "Had a seat been left, the order would have decided."
            )
        case _:
            return ""


def _day(text: str) -> Said:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Said("", "")
    return Said(f"({day.year}. {day.month}. {day.day}.)", f" ({english_day(day)})")


def _week(week: str) -> Said:
    year, _bar, number = week.partition("-W")
    return (
        Said(f"{year}년 {int(number)}주에 ", f" in week {int(number)} of {year}") if number.isdigit() else Said("", "")
    )
