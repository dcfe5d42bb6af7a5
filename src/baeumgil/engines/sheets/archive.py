"""A zip archive looked at before any library opens it.

Python's own reader trusts the central directory: quoted-overlap bombs (CVE-2024-0450) and lying sizes
pass it. Here both sets of headers are compared, the spans of the entries may not overlap, and every
entry is unpacked once in small pieces against what was declared, stopping at the first excess byte.
"""

import stat
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import Struct

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import MEBIBYTE, Limits

_END = Struct("<4s4H2LH")
_CENTRAL = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")
_END_SIGN, _CENTRAL_SIGN, _LOCAL_SIGN, _ZIP64_SIGN = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04", b"PK\x06\x07"
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_DESCRIPTOR = 0x8
_UTF8 = 0x800
_STORED, _DEFLATED = 0, 8
_FULL = 0xFFFFFFFF
_LONGEST_COMMENT = 0xFFFF
_LONGEST_NAME = 400
_PIECE = MEBIBYTE
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".jar", ".egg", ".alz", ".xz", ".bz2")
SAVE_AGAIN = Said(
    "원래 프로그램에서 파일을 열어 'Excel 통합 문서(.xlsx)'로 다시 저장해 주세요.",
    "Open the file in the program it came from and save it again as an Excel workbook (.xlsx).",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file inside the archive: where its header and packed bytes lie, and what it says it unpacks to."""

    name: str
    method: int
    checksum: int
    offset: int
    start: int
    packed: int
    unpacked: int


def entries_of(data: bytes, limits: Limits) -> tuple[Entry, ...]:
    """All entries, after every check that needs no unpacking. Raises `SheetRefused`."""
    count, first, end = _directory(data)
    if count > limits.entries:
        raise SheetRefused(
            "zip_too_many",
            Said(
                f"파일 안에 든 조각이 {limits.entries:,}개를 넘습니다.",
                f"The file has more than {limits.entries:,} parts inside.",
            ),
            SAVE_AGAIN,
        )
    found = []
    at = first
    for _ in range(count):
        entry, at = _entry(data, at, end)
        found.append(entry)
    if at != end:
        raise _broken()
    _refuse_bombs(found, limits)
    _refuse_overlap(found, first)
    _refuse_same_names(found)
    return tuple(found)


def pieces(data: bytes, entry: Entry) -> Iterator[bytes]:
    """What the entry holds, in pieces of at most 1 MiB. Raises `SheetRefused` when its sizes or sum lie."""
    made = checksum = 0
    for piece in _unpacked(data, entry):
        made += len(piece)
        if made > entry.unpacked:
            raise _lying()
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if made != entry.unpacked or checksum != entry.checksum:
        raise _lying()


def content(data: bytes, entry: Entry, most: int) -> bytes:
    """The whole entry, refused when it is longer than `most` bytes."""
    if entry.unpacked > most:
        raise SheetRefused(
            "part_too_big",
            Said(
                "파일 구조를 적은 부분이 지나치게 큽니다.",
                "The part that describes the structure of the file is far too large.",
            ),
            SAVE_AGAIN,
        )
    return b"".join(pieces(data, entry))


def _directory(data: bytes) -> tuple[int, int, int]:
    """How many entries, and from where to where their list goes."""
    at = data.rfind(_END_SIGN, max(0, len(data) - _END.size - _LONGEST_COMMENT))
    if at < 0 or at + _END.size > len(data):
        raise SheetRefused(
            "zip_cut_off",
            Said("파일이 끝까지 오지 않았습니다(잘린 파일).", "The file did not arrive whole (it is cut off)."),
            Said("파일을 다시 받아서 올려 주세요.", "Get the file again and upload it."),
        )
    _, disk, start_disk, here, count, size, first, comment = _END.unpack_from(data, at)
    if at + _END.size + comment != len(data) or disk or start_disk or here != count or first + size != at:
        raise _broken()
    if data[max(0, at - 20) : at].startswith(_ZIP64_SIGN):
        raise SheetRefused(
            "zip64",
            Said("4GB가 넘는 파일에 쓰는 압축 방식입니다.", "It is packed in the way of files over 4 GB."),
            SAVE_AGAIN,
        )
    return count, first, at


def _entry(data: bytes, at: int, end: int) -> tuple[Entry, int]:
    if at + _CENTRAL.size > end or data[at : at + 4] != _CENTRAL_SIGN:
        raise _broken()
    (_, made_by, _, flags, method, _, _, checksum, packed, unpacked, name_size, extra_size, note_size, disk, _, mode, offset) = _CENTRAL.unpack_from(data, at)  # fmt: skip  # noqa: E501  the header's fields in their order
    raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
    if flags & _ENCRYPTED:
        raise SheetRefused(
            "zip_encrypted",
            Said("암호가 걸린 파일입니다.", "The file is protected by a password."),
            Said(
                "Excel에서 암호를 풀고 다시 저장한 파일을 올려 주세요.",
                "Remove the password in Excel, save the file again and upload it.",
            ),
        )
    if method not in {_STORED, _DEFLATED} or disk or _FULL in {packed, unpacked, offset}:
        raise SheetRefused(
            "zip_method",
            Said("이 파일에 쓰인 압축 방식은 읽지 않습니다.", "The way this file is packed is not read here."),
            SAVE_AGAIN,
        )
    if made_by >> 8 == 3 and stat.S_ISLNK(mode >> 16):  # noqa: PLR2004  3: made on Unix
        raise SheetRefused(
            "zip_symlink",
            Said(
                "파일 안에 다른 곳을 가리키는 연결(링크)이 있습니다.",
                "There is a link to somewhere else inside the file.",
            ),
            SAVE_AGAIN,
        )
    name = _name(raw, flags)
    start = _local_start(data, offset, raw, (flags, method, checksum, packed, unpacked))
    entry = Entry(name, method, checksum, offset, start, packed, unpacked)
    return entry, at + _CENTRAL.size + name_size + extra_size + note_size


def _local_start(data: bytes, offset: int, raw: bytes, told: tuple[int, int, int, int, int]) -> int:
    """Where the packed bytes begin, after comparing the second header with the first."""
    if offset + _LOCAL.size > len(data) or data[offset : offset + 4] != _LOCAL_SIGN:
        raise _broken()
    fields: tuple[int, ...] = _LOCAL.unpack_from(data, offset)[2:]
    own_flags, own_method, _, _, *own_sums, name_size, extra_size = fields
    flags, method, *sums = told
    begin = offset + _LOCAL.size
    kept = _ENCRYPTED | _DESCRIPTOR
    if own_method != method or own_flags & kept != flags & kept or data[begin : begin + name_size] != raw:
        raise _contradiction()
    unknown = {0, _FULL} if flags & _DESCRIPTOR else set()
    if any(mine != other and mine not in unknown for mine, other in zip(own_sums, sums, strict=True)):
        raise _contradiction()
    return begin + name_size + extra_size


def _name(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & _UTF8 or raw.isascii() else "cp437")
    except UnicodeDecodeError:
        raise _bad_name() from None
    parts = name.split("/")
    wild = not name or len(raw) > _LONGEST_NAME or "\\" in name or ":" in name or name.startswith("/")
    if wild or ".." in parts or any(unicodedata.category(each) in {"Cc", "Cf"} for each in name):
        raise _bad_name()
    if name.casefold().endswith(_NESTED):
        raise SheetRefused(
            "zip_nested",
            Said("파일 안에 압축 파일이 또 들어 있습니다.", "There is another packed file inside the file."),
            SAVE_AGAIN,
        )
    return name


def _refuse_bombs(entries: Sequence[Entry], limits: Limits) -> None:
    if sum(entry.unpacked for entry in entries) > limits.unpacked_bytes:
        raise SheetRefused(
            "zip_too_big",
            Said(
                f"펼친 크기가 {limits.unpacked_bytes // MEBIBYTE:,}MB를 넘습니다.",
                f"Unpacked it is larger than {limits.unpacked_bytes // MEBIBYTE:,} MB.",
            ),
            Said(
                "그림과 쓰지 않는 시트를 지우거나 파일을 나누어 올려 주세요.",
                "Remove pictures and unused sheets, or split the file.",
            ),
        )
    if any(entry.unpacked > max(limits.ratio_free_bytes, limits.ratio * entry.packed) for entry in entries):
        raise SheetRefused(
            "zip_bomb",
            Said(
                "지나치게 압축된 파일이라 열지 않았습니다(압축 폭탄 의심).",
                "The file is packed far too tightly and was not opened (perhaps a zip bomb).",
            ),
            SAVE_AGAIN,
        )


def _refuse_overlap(entries: Sequence[Entry], end: int) -> None:
    reached = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < reached:
            raise SheetRefused(
                "zip_overlap",
                Said(
                    "압축 안의 조각이 서로 겹칩니다(압축 폭탄 의심).",
                    "Parts of the packed file overlap (perhaps a zip bomb).",
                ),
                SAVE_AGAIN,
            )
        reached = entry.start + entry.packed
    if reached > end:
        raise _broken()


def _refuse_same_names(entries: Sequence[Entry]) -> None:
    names = {unicodedata.normalize("NFKC", entry.name).casefold() for entry in entries}
    if len(names) != len(entries):
        raise SheetRefused(
            "zip_same_name",
            Said("압축 안에 이름이 같은 조각이 둘 있습니다.", "Two parts of the packed file have the same name."),
            SAVE_AGAIN,
        )


def _unpacked(data: bytes, entry: Entry) -> Iterator[bytes]:
    packed = memoryview(data)[entry.start : entry.start + entry.packed]
    if entry.method == _STORED:
        yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        return
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE // 4):
            rest: bytes = bytes(packed[at : at + _PIECE // 4])
            while rest:
                yield unpack.decompress(rest, _PIECE)
                rest = unpack.unconsumed_tail
        while piece := unpack.decompress(b"", _PIECE):
            yield piece
    except zlib.error:
        raise _broken() from None
    if not unpack.eof or unpack.unused_data:
        raise _lying()


def _broken() -> SheetRefused:
    return SheetRefused(
        "zip_broken", Said("파일이 깨져 있어 열 수 없습니다.", "The file is broken and cannot be opened."), SAVE_AGAIN
    )


def _lying() -> SheetRefused:
    return SheetRefused(
        "zip_lies",
        Said("파일에 적힌 크기와 실제 내용이 다릅니다.", "The sizes stated in the file are not those of its contents."),
        SAVE_AGAIN,
    )


def _contradiction() -> SheetRefused:
    return SheetRefused(
        "zip_contradiction",
        Said("파일의 앞뒤 목록이 서로 다릅니다.", "The lists at the beginning and the end of the file differ."),
        SAVE_AGAIN,
    )


def _bad_name() -> SheetRefused:
    return SheetRefused(
        "zip_name",
        Said(
            "압축 안에 쓸 수 없는 이름의 조각이 있습니다.", "A part of the packed file has a name that cannot be used."
        ),
        SAVE_AGAIN,
    )
