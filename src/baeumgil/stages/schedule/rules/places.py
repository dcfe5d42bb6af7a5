"""강의실: what is wrong with a site or room as typed."""

from collections.abc import Collection

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said

CODE, NAME, ADDRESS, ROOM_NOTE, CLOSURE_NOTE = 40, 120, 200, 300, 200
MOST_SEATS = 10_000
HIGHEST_ORDER = 1_000_000


def check_site(*, code: str, name: str, address: str, order: int, others: Collection[str]) -> tuple[Problem, ...]:
    """`others` are codes of the other sites of the institute; all problems at once."""
    return (
        *_check_names(code, name, others),
        *_check_order(order),
        *check_length(address, "address", ADDRESS),
    )


def check_room(
    *, code: str, name: str, seats: int, note: str, order: int, others: Collection[str], to_come: int
) -> tuple[Problem, ...]:
    """`others` are codes of the other rooms of the site; `to_come` sessions would lose a room taken out of use."""
    problems = [*_check_names(code, name, others), *_check_order(order), *check_length(note, "note", ROOM_NOTE)]
    if not 1 <= seats <= MOST_SEATS:
        problems.append(
            Problem(
                "seats",
                Said(f"좌석은 1부터 {MOST_SEATS:,}까지입니다.", f"Seats go from 1 to {MOST_SEATS:,}."),
                field="seats",
            )
        )
    if to_come:
        text = Said(
            f"이 강의실에 앞으로 할 기수가 {to_come}개 있어 쓰지 않음으로 바꿀 수 없습니다.",
            f"There are {to_come} sessions to come in this room, which cannot be taken out of use.",
        )
        problems.append(
            Problem(
                "in_use",
                text,
                Said(
                    "기수를 먼저 다른 곳으로 옮기거나 사용 불가 기간을 적으세요.",
                    "Move the sessions first, or note when it cannot be used.",
                ),
                field="is_in_use",
            )
        )
    return tuple(problems)


def check_length(text: str, field: str, longest: int) -> tuple[Problem, ...]:
    """No longer than its column."""
    if len(text.strip()) <= longest:
        return ()
    return (
        Problem(
            "long",
            Said(f"{longest}자까지 적을 수 있습니다.", f"At most {longest} characters can be written."),
            field=field,
        ),
    )


def _check_names(code: str, name: str, others: Collection[str]) -> tuple[Problem, ...]:
    problems = [*check_length(code, "code", CODE), *check_length(name, "name", NAME)]
    if not code.strip():
        problems.append(
            Problem(
                "blank",
                Said("코드를 적으세요.", "Give a code."),
                Said("짧고 겹치지 않는 이름이면 됩니다. 예: A301", "Any short name of its own will do, such as A301."),
                field="code",
            )
        )
    elif code.strip() in others:
        problems.append(
            Problem(
                "taken",
                Said(f"'{code.strip()}' 코드가 이미 있습니다.", f"There is a code “{code.strip()}” already."),
                Said("다른 코드를 쓰세요.", "Use another code."),
                field="code",
            )
        )
    if not name.strip():
        problems.append(Problem("blank", Said("이름을 적으세요.", "Give a name."), field="name"))
    return tuple(problems)


def _check_order(order: int) -> tuple[Problem, ...]:
    if 0 <= order <= HIGHEST_ORDER:
        return ()
    return (Problem("order", Said("차례는 0부터 적습니다.", "The order begins with 0."), field="order"),)
