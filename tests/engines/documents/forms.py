"""Archives changed by hand, as a city's forms and a stranger's files are."""

import io
import zipfile
from collections.abc import Mapping

MIMETYPE = "mimetype"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == MIMETYPE else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    return packed({**parts(data), name: content})
