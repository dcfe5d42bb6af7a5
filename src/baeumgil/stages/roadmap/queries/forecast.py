"""수요 전망: aggregate only, no personal data."""

from baeumgil.core.actors import Actor
from baeumgil.stages.roadmap.rules.forecast.values import DEFAULT_SEED, Forecast, WhatIf


def forecast(
    *,
    actor: Actor,
    first_year: int,
    years: int = 10,
    class_size: int | None = None,
    what_if: WhatIf | None = None,
    seed: int = DEFAULT_SEED,
    with_backtest: bool = True,
) -> Forecast:
    """People and seats per stage and year, from `first_year` on.

    Raises `NotAllowed`, `NoRulesInForce`, and `Invalid` for years, class sizes or rates out of range.
    """
    raise NotImplementedError
