"""The archive an HWPX is: looked at before it is opened, and written again with most of it untouched.

The one place of this engine that opens archives.
"""

import io

# The gates of sheets belong to another engine; these are the gates of papers.
import zipfile  # noqa: TID251
from collections.abc import Mapping
from dataclasses import dataclass

from baeumgil.engines.said import Said

MIMETYPE = "application/hwp+zip"
MIMETYPE_PART = "mimetype"
MEBIBYTE = 1024 * 1024
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Limits:
    """What an office's form may be at most."""

    file_bytes: int = 20 * MEBIBYTE
    entries: int = 500
    unpacked_bytes: int = 100 * MEBIBYTE
    part_bytes: int = 30 * MEBIBYTE
    ratio: int = 200
    """How many times larger one part may be than it is packed; small parts are let off."""
    ratio_from_bytes: int = MEBIBYTE


class PackageBroken(Exception):
    """Not an archive we open. `code` and a Korean sentence say why."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """One part: its name and what the archive says of it."""

    name: str
    packed: int
    unpacked: int
    is_encrypted: bool


class Package:
    """An archive whose sizes were looked at. Parts are unpacked only up to the size announced."""

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        if len(data) > self._limits.file_bytes:
            raise PackageBroken(
                "too_large",
                Said(
                    f"파일이 {self._limits.file_bytes // MEBIBYTE}MB를 넘습니다.",
                    f"The file is larger than {self._limits.file_bytes // MEBIBYTE} MB.",
                ),
            )
        if not data.startswith(b"PK"):
            raise PackageBroken(
                "not_archive",
                Said(
                    "한글 문서(HWPX) 파일이 아닙니다. 한글에서 HWPX 형식으로 저장해 주세요.",
                    "This is not a Hangul document (HWPX). Save it in Hangul as HWPX.",
                ),
            )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._infos = self._archive.infolist()
        # Python's reader answers NotImplementedError for archive features that it does not know.
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise PackageBroken(
                "broken_archive", Said("파일이 손상되어 열 수 없습니다.", "The file is damaged and cannot be opened.")
            ) from error
        self.entries = tuple(
            Entry(info.filename, info.compress_size, info.file_size, bool(info.flag_bits & _ENCRYPTED))
            for info in self._infos
        )
        self._refuse_sizes()

    def read(self, name: str) -> bytes:
        """One part. Raises `PackageBroken` when it is not what the archive announced."""
        try:
            return self._archive.read(name)
        except KeyError as error:
            raise PackageBroken(
                "missing_part", Said(f"파일에 '{name}'이(가) 없습니다.", f"The file lacks '{name}'.")
            ) from error
        except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, ValueError, OSError, EOFError) as error:
            raise PackageBroken(
                "broken_archive", Said("파일이 손상되어 열 수 없습니다.", "The file is damaged and cannot be opened.")
            ) from error
        except Exception as error:
            # The packer below the archive has errors of its own (zlib.error), none of them ours.
            raise PackageBroken(
                "broken_archive", Said("파일이 손상되어 열 수 없습니다.", "The file is damaged and cannot be opened.")
            ) from error

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return any(entry.name == name for entry in self.entries)

    def written_with(self, parts: Mapping[str, bytes]) -> bytes:
        """The same archive with some parts anew: order, names, days and packing of all stay."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for info in self._infos:
                content = parts.get(info.filename)
                archive.writestr(_same(info), self.read(info.filename) if content is None else content)
        return target.getvalue()

    def _refuse_sizes(self) -> None:
        limits = self._limits
        if len(self.entries) > limits.entries:
            raise PackageBroken(
                "too_many_entries",
                Said(
                    f"파일 안의 항목이 {limits.entries:,}개를 넘습니다.",
                    f"The file has more than {limits.entries:,} entries inside.",
                ),
            )
        if sum(entry.unpacked for entry in self.entries) > limits.unpacked_bytes:
            raise PackageBroken(
                "too_large_unpacked",
                Said("압축을 풀면 지나치게 커지는 파일입니다.", "Unpacked, the file becomes far too large."),
            )
        for entry in self.entries:
            swells = entry.unpacked > limits.ratio_from_bytes and entry.unpacked > limits.ratio * max(entry.packed, 1)
            if swells or entry.unpacked > limits.part_bytes:
                raise PackageBroken(
                    "too_large_unpacked",
                    Said("압축을 풀면 지나치게 커지는 파일입니다.", "Unpacked, the file becomes far too large."),
                )


def _same(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The head of a part as it was, without what is only true of its old bytes."""
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type = info.compress_type
    fresh.external_attr = info.external_attr
    fresh.create_system = info.create_system
    fresh.comment = info.comment
    return fresh
