"""What tests of pages lean on."""

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _static_folder() -> None:
    """The folder that `collectstatic` would have made; the server warns when it is not there."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
