"""What every test leans on: settings for tests, and nothing that reaches a network."""

import os
import tempfile
from typing import Any

import pytest

os.environ.setdefault("BAEUMGIL_DATA", tempfile.mkdtemp(prefix="baeumgil-test-"))
os.environ.setdefault("BAEUMGIL_STRICT_ACTIONS", "1")
os.environ.setdefault("BAEUMGIL_SECRET_KEY", "for tests only")


@pytest.fixture(autouse=True)
def _test_settings(settings: Any) -> None:
    """Quick password hashes and plain static files; everything else is as in production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
