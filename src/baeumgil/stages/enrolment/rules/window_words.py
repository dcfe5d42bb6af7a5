"""신청 기간을 벗어난 신청에 하는 말. From when one may apply, or since when no longer; moments are the office's own."""

from datetime import datetime

from baeumgil.core.said import Said, english_day


def opens_later(at: datetime) -> Said:
    """`아직 신청 기간이 아닙니다. 2026-11-25 09:00부터 신청할 수 있습니다.`."""
    return Said(
        f"아직 신청 기간이 아닙니다. {at:%Y-%m-%d %H:%M}부터 신청할 수 있습니다.",
        f"Applications are not open yet. They open on {english_day(at.date())} at {at:%H:%M}.",
    )


def closed_before(at: datetime) -> Said:
    """`신청 기간이 2026-11-21 18:00에 끝났습니다.`."""
    return Said(
        f"신청 기간이 {at:%Y-%m-%d %H:%M}에 끝났습니다.",
        f"The application period ended on {english_day(at.date())} at {at:%H:%M}.",
    )
