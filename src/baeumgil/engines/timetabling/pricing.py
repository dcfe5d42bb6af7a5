"""What a relaxation costs at given prices: compiled loops.

Costs are whole numbers and prices multiples of 1 / GRAIN, all small enough for every sum here to be exact in doubles:
the value found is a proof, not an estimate.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from baeumgil.engines.timetabling.relaxing import FORBIDDEN, GAP, ORDER

GRAIN = 4096.0
TOO_DEAR = FORBIDDEN / 2
"""What costs so much takes a closed day."""


Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def entrance(function: Kernel) -> Kernel:
    """A kernel compiled on first use, and kept on disk where the installation lets us."""
    try:
        return cast("Kernel", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # no place to keep it
        return cast("Kernel", numba.njit(nogil=True, error_model="numpy")(function))


@entrance
def price_spans(tables: Any, prices: Any, span_prices: Any) -> None:
    """Price of each line over each set of days."""
    days, lines = prices.shape
    running = np.zeros((days + 1, lines))
    for day in range(days):
        for line in range(lines):
            running[day + 1, line] = running[day, line] + prices[day, line]
    for span in range(len(tables.span_first)):
        if tables.span_last[span] >= 0:
            first, last = tables.span_first[span], tables.span_last[span] + 1
            for line in range(lines):
                span_prices[span, line] = running[last, line] - running[first, line]
        else:
            span_prices[span, :] = 0.0
            for at in range(tables.span_at[span], tables.span_at[span + 1]):
                for line in range(lines):
                    span_prices[span, line] += prices[tables.span_days[at], line]


@entrance
def _cheapest_room(tables: Any, session: int, row: Any) -> tuple[float, int]:
    best, line = FORBIDDEN, -1
    for at in range(tables.room_at[session], tables.room_at[session + 1]):
        here = tables.room_cost[at] + row[tables.room_line[at]]
        if here < best:
            best, line = here, tables.room_line[at]
    return best, line


@entrance
def _cheapest_person(tables: Any, role: int, row: Any, but: int) -> tuple[float, int]:
    best, line = FORBIDDEN, -1
    for at in range(tables.person_at[role], tables.person_at[role + 1]):
        here = tables.person_cost[at] + row[tables.person_line[at]]
        if here < best and tables.person_line[at] != but:
            best, line = here, tables.person_line[at]
    return best, line


@entrance
def _cheapest_pair(tables: Any, role: int, row: Any) -> tuple[float, int, int]:
    """The cheapest two different people for two roles."""
    one, who = _cheapest_person(tables, role, row, -1)
    other, whom = _cheapest_person(tables, role + 1, row, -1)
    if who < 0 or who != whom:
        return one + other, who, whom
    next_one, next_who = _cheapest_person(tables, role, row, who)
    next_other, next_whom = _cheapest_person(tables, role + 1, row, who)
    if one + next_other <= next_one + other:
        return one + next_other, who, next_whom
    return next_one + other, next_who, whom


@entrance
def price_options(tables: Any, span_prices: Any, month_prices: Any, option_price: Any) -> None:
    """Price of each start with its cheapest room and people."""
    for session in range(len(tables.left_out)):
        first_role, end_role = tables.role_at[session], tables.role_at[session + 1]
        for option in range(tables.option_at[session], tables.option_at[session + 1]):
            row = span_prices[tables.option_span[option]]
            cost = tables.option_cost[option] + month_prices[tables.option_month[option]] * tables.length[session]
            if tables.needs_room[session]:
                cost += _cheapest_room(tables, session, row)[0]
            if end_role - first_role == 2:  # noqa: PLR2004 (with more roles than two a relaxation: nobody twice is dropped)
                cost += _cheapest_pair(tables, first_role, row)[0]
            else:
                for role in range(first_role, end_role):
                    cost += _cheapest_person(tables, role, row, -1)[0]
            for at in range(tables.extra_at[session], tables.extra_at[session + 1]):
                cost += tables.extra_amount[at] * row[tables.extra_line[at]]
            option_price[option] = cost


@entrance
def _latest_before(tables: Any, step: int, option: int) -> int:
    """Until when the one before on the path must have started, or ended; 0 is before everything."""
    apart = tables.path_gap[step] + (1 if tables.path_link[step] == ORDER else 0)
    latest: int = max(tables.option_start[option] - apart, 0)
    return latest


@entrance
def _onward(tables: Any, step: int, end: int) -> int:
    """What ties the next one to this."""
    link: int = tables.path_link[step + 1] if step + 1 < end else GAP
    return link


@entrance
def _fill_path(tables: Any, path: int, option_price: Any, value: Any, picked: Any) -> None:
    """`value[k, t]`: least price of the first k + 1 sessions where what counts for the next happened by day t."""
    begin, end = tables.path_at[path], tables.path_at[path + 1]
    horizon = tables.horizon
    for step in range(begin, end):
        k = step - begin
        session = tables.path_session[step]
        onward = _onward(tables, step, end)
        # Left out: inside a course the one before it still counts for the next; elsewhere nothing does.
        is_passed_on = k > 0 and tables.path_link[step] == GAP and onward == GAP
        for t in range(horizon + 1):
            before = 0.0 if k == 0 else value[k - 1, t if is_passed_on else horizon]
            value[k, t] = before + tables.left_out[session]
            picked[k, t] = -1
        for option in range(tables.option_at[session], tables.option_at[session + 1]):
            price = option_price[option]
            if price >= TOO_DEAR:
                continue
            if k > 0:
                price += value[k - 1, _latest_before(tables, step, option)]
            t = tables.option_end[option] if onward == ORDER else tables.option_start[option]
            if price < value[k, t]:
                value[k, t] = price
                picked[k, t] = option
        for t in range(1, horizon + 1):
            if value[k, t - 1] < value[k, t]:
                value[k, t] = value[k, t - 1]
                picked[k, t] = picked[k, t - 1]


@entrance
def choose(tables: Any, option_price: Any, value: Any, picked: Any, chosen: Any) -> float:
    """Sum of the cheapest choices of all paths; `chosen` gets each session's option, -1 where it is left out."""
    total = 0.0
    for path in range(len(tables.path_at) - 1):
        begin, end = tables.path_at[path], tables.path_at[path + 1]
        _fill_path(tables, path, option_price, value, picked)
        total += value[end - 1 - begin, tables.horizon]
        t = tables.horizon
        for step in range(end - 1, begin - 1, -1):
            option = picked[step - begin, t]
            chosen[tables.path_session[step]] = option
            if option >= 0:
                t = _latest_before(tables, step, option)
            elif tables.path_link[step] != GAP or _onward(tables, step, end) != GAP:
                t = tables.horizon
    return total


@entrance
def use(tables: Any, span_prices: Any, chosen: Any, taken: Any, month_taken: Any) -> None:
    """What the chosen options take of each line and month."""
    taken[:] = 0.0
    month_taken[:] = 0.0
    for session in range(len(chosen)):
        option = chosen[session]
        if option < 0:
            continue
        span = tables.option_span[option]
        row = span_prices[span]
        month_taken[tables.option_month[option]] += tables.length[session]
        if tables.needs_room[session]:
            _, line = _cheapest_room(tables, session, row)
            _take(tables, span, line, 1.0, taken)
        first_role, end_role = tables.role_at[session], tables.role_at[session + 1]
        if end_role - first_role == 2:  # noqa: PLR2004
            _, who, whom = _cheapest_pair(tables, first_role, row)
            _take(tables, span, who, 1.0, taken)
            _take(tables, span, whom, 1.0, taken)
        else:
            for role in range(first_role, end_role):
                _, who = _cheapest_person(tables, role, row, -1)
                _take(tables, span, who, 1.0, taken)
        for at in range(tables.extra_at[session], tables.extra_at[session + 1]):
            _take(tables, span, tables.extra_line[at], tables.extra_amount[at], taken)


@entrance
def _take(tables: Any, span: int, line: int, amount: float, taken: Any) -> None:
    for at in range(tables.span_at[span], tables.span_at[span + 1]):
        taken[tables.span_days[at], line] += amount


@entrance
def excess(  # noqa: PLR0917 (arrays to work in, by place: numba knows no names)
    tables: Any, option_price: Any, value: Any, picked: Any, onwards: Any, above: Any
) -> None:
    """How much dearer than the cheapest choices all becomes at least with each option; FORBIDDEN where it cannot be."""
    horizon = tables.horizon
    for path in range(len(tables.path_at) - 1):
        begin, end = tables.path_at[path], tables.path_at[path + 1]
        _fill_path(tables, path, option_price, value, picked)
        total = value[end - 1 - begin, horizon]
        # onwards[k, t]: least price of the sessions from k on, where what counts for k happened on day t.
        onwards[end - begin, :] = 0.0
        for step in range(end - 1, begin - 1, -1):
            k = step - begin
            session = tables.path_session[step]
            onward = _onward(tables, step, end)
            onwards[k, :] = FORBIDDEN
            for option in range(tables.option_at[session], tables.option_at[session + 1]):
                price = option_price[option]
                above[option] = FORBIDDEN
                if price >= TOO_DEAR:
                    continue
                t = tables.option_end[option] if onward == ORDER else tables.option_start[option]
                price += onwards[k + 1, t]
                at = _latest_before(tables, step, option) if k > 0 else horizon
                onwards[k, at] = min(onwards[k, at], price)
                before = value[k - 1, at] if k > 0 else 0.0
                above[option] = before + price - total
            is_passed_on = k > 0 and tables.path_link[step] == GAP and onward == GAP
            for t in range(horizon, -1, -1):
                if t < horizon:
                    onwards[k, t] = min(onwards[k, t], onwards[k, t + 1])
            for t in range(horizon + 1):
                left_out = tables.left_out[session] + onwards[k + 1, t if is_passed_on else 0]
                onwards[k, t] = min(onwards[k, t], left_out)
