"""What every test leans on. Settings for tests are in `tests/settings.py`."""
