"""Names and gates of the format: what is larger is refused before anything is computed."""

from typing import Final

PROBLEM_FORMAT: Final = "baeumgil-timetable-problem"
PLAN_FORMAT: Final = "baeumgil-timetable-plan"
FORMAT_VERSION: Final = 1

MOST_SESSIONS: Final = 5_000
MOST_ROOMS: Final = 1_000
MOST_INSTRUCTORS: Final = 5_000
MOST_ORDERS: Final = 20_000
MOST_YEARS: Final = 5
MOST_DAYS: Final = 5 * 366
MOST_PEOPLE: Final = 100_000
MOST_POINTS: Final = 100_000
