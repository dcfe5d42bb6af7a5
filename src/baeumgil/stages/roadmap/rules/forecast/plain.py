"""Forecasts and what-ifs as JSON values and back: for the job that computes one and the page that shows it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from baeumgil.core.said import english_of, with_english
from baeumgil.stages.roadmap.rules.drafting import stages_from_json, stages_to_json
from baeumgil.stages.roadmap.rules.forecast.values import (
    Backtest,
    BacktestRow,
    Forecast,
    HeadcountCell,
    RateChange,
    RateRow,
    StageForecast,
    WhatIf,
    YearCell,
)

Plain = Mapping[str, Any]


def what_if_to_json(what_if: WhatIf) -> dict[str, Any]:
    """A what-if as JSON values."""
    return {
        "stages": None if what_if.stages is None else stages_to_json(what_if.stages),
        "rates": [asdict(change) for change in what_if.rates],
        "note": what_if.note,
    }


def what_if_from_json(raw: Plain) -> WhatIf:
    """A what-if from what `what_if_to_json` wrote. Raises `RulesWrong` for stages that cannot be read."""
    return WhatIf(
        stages=None if raw["stages"] is None else stages_from_json(raw["stages"]),
        rates=tuple(RateChange(**change) for change in raw["rates"]),
        note=raw["note"],
    )


def forecast_to_json(forecast: Forecast) -> dict[str, Any]:
    """A forecast as JSON values; `english` keeps what its sentences say in English."""
    raw = asdict(forecast)
    return {**raw, "english": english_of(raw)}


def forecast_from_json(raw: Plain) -> Forecast:
    """A forecast from what `forecast_to_json` wrote, through JSON or not."""
    english = raw.get("english", {})
    raw = with_english({name: value for name, value in raw.items() if name != "english"}, english)
    tried = raw["backtest"]
    return Forecast(
        **{
            **raw,
            "stages": tuple(
                StageForecast(**{**stage, "cells": tuple(YearCell(**cell) for cell in stage["cells"])})
                for stage in raw["stages"]
            ),
            "rates": tuple(RateRow(**{**row, "years": tuple(row["years"])}) for row in raw["rates"]),
            "headcount": tuple(HeadcountCell(**cell) for cell in raw["headcount"]),
            "assumptions": tuple(raw["assumptions"]),
            "backtest": Backtest(
                **{
                    **tried,
                    "years": tuple(tried["years"]),
                    "rows": tuple(BacktestRow(**row) for row in tried["rows"]),
                }
            ),
        }
    )
