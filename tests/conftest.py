"""What every test leans on. Settings for tests are in `tests/settings.py`."""

from hypothesis import HealthCheck, Phase, settings

SLOW_IS_FINE = [HealthCheck.too_slow]
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink]
"""Without `explain`, which traces every line and takes minutes where a test is already slow."""
settings.register_profile(
    "shared machine", deadline=None, max_examples=50, suppress_health_check=SLOW_IS_FINE, print_blob=True, phases=PHASES
)
settings.load_profile("shared machine")
