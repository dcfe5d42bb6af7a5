"""Prices for a relaxation, bettered round by round (the volume algorithm of Barahona and Anbil, 2000).

Each round prices everything near the best prices known, sees which limits the cheapest choices break on average, and
moves the prices of these. A round counts, not the clock: the same rounds lead to the same prices.
"""

import math

import numpy as np

from baeumgil.engines.timetabling.pricing import GRAIN, choose, excess, price_options, price_spans, use
from baeumgil.engines.timetabling.relaxing import FORBIDDEN, Floats, Ints, Relaxation

_MONTH_UNIT = 15.0
_FIRST_STEP = 0.1
_LEAST_STEP = 1e-3
_LONGEST_STEP = 2.0
_SHORTER, _LONGER = 0.66, 1.1
_PATIENCE = 10
_MEMORY, _LEAST_MEMORY = 0.1, 0.01
_MEMORY_ROUNDS = 200


class Climb:
    """The best prices so far; `value` is a proven bound at every moment."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        tables = relaxation.tables
        longest = int(np.max(np.diff(tables.path_at), initial=1))
        self._span_prices = np.zeros((len(tables.span_first), relaxation.limits.shape[1]))
        self._option_price = np.zeros(len(tables.option_span))
        self._path_value = np.zeros((longest, tables.horizon + 1))
        self._path_picked = np.zeros((longest, tables.horizon + 1), dtype=np.int64)
        self._chosen = np.zeros(len(tables.left_out), dtype=np.int64)
        self._taken = np.zeros_like(relaxation.limits)
        self._month_taken = np.zeros(relaxation.months)
        self._is_open = relaxation.floor < FORBIDDEN
        self._ceiling = np.where(self._is_open, relaxation.ceiling, FORBIDDEN)
        self._step, self._memory, self._poor = _FIRST_STEP, _MEMORY, 0
        self.rounds = 0
        self.chances: Floats = np.zeros(len(tables.option_span))
        """How often each option was chosen of late."""
        self.prices, self.month_prices = relaxation.floor.copy(), np.zeros(relaxation.months)
        self.value = self._price(self.prices, self.month_prices)
        self._usual, self._month_usual = self._taken.copy(), self._month_taken.copy()

    @property
    def bound(self) -> int:
        """The value as a whole number of points: costs are whole."""
        return max(0, math.ceil(self.value))

    def _price(self, prices: Floats, month_prices: Floats) -> float:
        """What everything costs at least at these prices; sets what was taken."""
        tables, relaxation = self.relaxation.tables, self.relaxation
        price_spans(tables, prices, self._span_prices)
        price_options(tables, self._span_prices, month_prices, self._option_price)
        value: float = choose(tables, self._option_price, self._path_value, self._path_picked, self._chosen)
        use(tables, self._span_prices, self._chosen, self._taken, self._month_taken)
        value -= float(np.sum(relaxation.limits * prices, where=self._is_open))
        return value - float(np.sum(month_prices)) * relaxation.month_limit

    def rise(self, rounds: int, *, known: float | None = None) -> None:
        """So many more rounds; `known` is the cost of a plan, which no bound can pass."""
        for _ in range(rounds):
            if not self._round(known):
                return

    def _round(self, known: float | None) -> bool:
        relaxation = self.relaxation
        uphill = (self._usual - relaxation.limits) / relaxation.unit
        uphill[~self._is_open | ((self.prices <= 0) & (uphill < 0))] = 0
        uphill[(self.prices >= self._ceiling) & (uphill > 0)] = 0
        month_uphill = (self._month_usual - relaxation.month_limit) / _MONTH_UNIT
        month_uphill[(self.month_prices <= 0) & (month_uphill < 0)] = 0
        month_uphill[(self.month_prices >= relaxation.month_ceiling) & (month_uphill > 0)] = 0
        slope = float(np.sum(uphill * uphill) + np.sum(month_uphill * month_uphill))
        if slope == 0 or (known is not None and self.bound >= known):
            return False
        target = self.value + max(5.0, 0.05 * self.value)
        if known is not None:
            target = min(target, known) if known > self.value else target
        step = self._step * (target - self.value) / slope
        prices = _grained(np.clip(self.prices + step * uphill / relaxation.unit, relaxation.floor, self._ceiling))
        months = _grained(np.clip(self.month_prices + step * month_uphill / _MONTH_UNIT, 0, relaxation.month_ceiling))
        value = self._price(prices, months)
        along = float(np.sum(uphill * (self._taken - relaxation.limits) / relaxation.unit))
        along += float(np.sum(month_uphill * (self._month_taken - relaxation.month_limit))) / _MONTH_UNIT
        self._usual += self._memory * (self._taken - self._usual)
        self._month_usual += self._memory * (self._month_taken - self._month_usual)
        self.chances *= 1 - self._memory
        self.chances[self._chosen[self._chosen >= 0]] += self._memory
        self.rounds += 1
        if self.rounds % _MEMORY_ROUNDS == 0:
            self._memory = max(self._memory * 0.7, _LEAST_MEMORY)
        if value > self.value:
            self.value, self.prices, self.month_prices, self._poor = value, prices, months, 0
            if along >= 0:
                self._step = min(self._step * _LONGER, _LONGEST_STEP)
        else:
            self._poor += 1
            if self._poor == _PATIENCE:
                self._step, self._poor = max(self._step * _SHORTER, _LEAST_STEP), 0
        return True

    def excess(self) -> Floats:
        """By option: with it, no plan costs less than `value` plus this."""
        tables = self.relaxation.tables
        self._price(self.prices, self.month_prices)
        above = np.full(len(tables.option_span), FORBIDDEN)
        onwards = np.zeros((len(self._path_value) + 1, tables.horizon + 1))
        excess(tables, self._option_price, self._path_value, self._path_picked, onwards, above)
        return above

    def wished(self) -> dict[int, int]:
        """By session, the start in the middle of those chosen of late."""
        tables = self.relaxation.tables
        found: dict[int, int] = {}
        at: Ints = tables.option_at
        for session in range(len(tables.left_out)):
            chances = self.chances[at[session] : at[session + 1]]
            if chances.sum() > 0:
                total = np.cumsum(chances)
                found[session] = int(np.searchsorted(total, total[-1] / 2))
        return found


def _grained(prices: Floats) -> Floats:
    """Multiples of 1 / GRAIN."""
    rounded: Floats = np.rint(prices * GRAIN) / GRAIN
    return rounded
