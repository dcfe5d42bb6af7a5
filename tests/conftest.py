"""What every test leans on. Settings for tests are in `tests/settings.py`.

`BAEUMGIL_PROFILE=release` tries every property test with ten times the examples and every race as often as a
release promises; without it the suite fits a small machine.
"""

from hypothesis import HealthCheck, Phase, settings

from tests.thoroughness import IS_RELEASE

SLOW_IS_FINE = [HealthCheck.too_slow]
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink]
"""Without `explain`, which traces every line and takes minutes where a test is already slow."""
settings.register_profile(
    "shared machine",
    deadline=None,
    max_examples=500 if IS_RELEASE else 40,
    suppress_health_check=SLOW_IS_FINE,
    print_blob=True,
    phases=PHASES,
)
settings.load_profile("shared machine")
