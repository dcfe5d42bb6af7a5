"""What is said to who comes too early or too late."""

from datetime import datetime

from baeumgil.core.said import english
from baeumgil.stages.enrolment.rules.window_words import closed_before, opens_later

AT = datetime(2026, 11, 25, 9, 5)  # noqa: DTZ001  an office's own time


def test_who_comes_too_early_or_too_late_hears_the_moment_in_both_languages() -> None:
    assert "2026-11-25 09:05부터" in opens_later(AT)
    assert "25 Nov 2026 at 09:05" in english(opens_later(AT))
    assert "2026-11-25 09:05에 끝났습니다" in closed_before(AT)
    assert english(closed_before(AT)) == "The application period ended on 25 Nov 2026 at 09:05."
