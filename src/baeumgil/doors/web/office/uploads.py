"""Files on their way in: put aside under a random name, never under the one they came with."""

import secrets
from pathlib import Path, PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from baeumgil.engines.sheets.limits import DEFAULT

TABLES = ".xlsx,.csv,.txt"
ENDINGS = frozenset({".xlsx", ".xls", ".xlsm", ".csv", ".txt"})


def check_size(file: "UploadedFile[Any]") -> "UploadedFile[Any]":
    """The file, unless it is larger than any table may be, or empty."""
    if not file.size:
        raise forms.ValidationError(_("빈 파일입니다. 내용이 있는 파일을 고르세요."))
    if file.size > DEFAULT.file_bytes:
        most = DEFAULT.file_bytes // 1_048_576
        raise forms.ValidationError(
            _("파일이 %(size)sMB입니다. %(most)sMB까지 올릴 수 있습니다. 부서별로 나누어 올리세요.")
            % {"size": file.size // 1_048_576, "most": most}
        )
    return file


def put_aside(file: "UploadedFile[Any]") -> Path:
    """Write the upload piece by piece into the upload folder; whoever uses it removes it."""
    folder = Path(settings.UPLOAD_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ending = PurePath(file.name or "").suffix.lower()
    path = folder / (secrets.token_hex(16) + (ending if ending in ENDINGS else ""))
    with path.open("xb") as target:
        path.chmod(0o600)
        for piece in file.chunks():
            target.write(piece)
    return path


def shown_name(file: "UploadedFile[Any]") -> str:
    """The name the file came with, without folders and without control characters."""
    name = PurePath((file.name or "").replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:200] or "file"
