"""What every test leans on. Settings for tests are in `tests/settings.py`."""

from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile("shared machine", deadline=None, suppress_health_check=SLOW_IS_FINE, print_blob=True)
settings.load_profile("shared machine")
