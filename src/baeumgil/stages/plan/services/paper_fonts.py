"""Where the typefaces of papers lie on this machine."""

from pathlib import Path

from django.conf import settings


def fonts_folder() -> Path:
    """The folder PDF papers are set from."""
    return Path(settings.UPLOAD_FOLDER).with_name("fonts")
