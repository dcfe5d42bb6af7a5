"""Typefaces for PDF: web fonts made into files that a typesetter reads, once, at set-up.

Two families: Pretendard GOV for nearly everything, and Noto Sans KR, joined again from the pieces it comes in, for the
signs, rare syllables and Hanja that the first one lacks (Ⅰ, △, ㆍ, 쀍).
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

FAMILIES = ("Pretendard GOV", "Noto Sans KR")
PREPARED = Path(__file__).parent / "typefaces"
"""Where set-up puts them. Not part of the source."""

_STAMP = "typefaces.stamp"
_VERSION = "1"
_WEIGHTS: Mapping[str, int] = {"Regular": 400, "Bold": 700}
_FIRST_FACE = "PretendardGOV-{}.subset.woff2"
_PIECES = "noto-sans-kr-*.woff2"
_NOT_FOR_OUTLINES = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "HVAR", "VVAR", "MVAR", "STAT", "prep", "gasp")
_SYNTAX = {1: "Noto Sans KR", 2: "{}", 4: "Noto Sans KR {}", 6: "NotoSansKR-{}"}


class FontsMissing(Exception):
    """No typefaces where they should be: without them a paper would come out as empty boxes."""

    remedy = "make setup을 다시 실행해 글꼴을 준비해 주세요."

    def __init__(self, folder: Path) -> None:
        super().__init__(f"PDF를 만들 글꼴이 없습니다: {folder}. {self.remedy}")
        self.folder = folder


def require_fonts(folder: Path) -> None:
    """Raise `FontsMissing` when a folder does not hold what `prepare_fonts` puts there."""
    if not (folder / _STAMP).is_file():
        raise FontsMissing(folder)


def prepare_fonts(source: Path, target: Path) -> bool:
    """Make the web fonts of `source` into the files of `target`; False when they were there already.

    The folder appears whole or not at all, and is made anew when the web fonts change. Raises `FontsMissing`.
    """
    wanted = _digest(source)
    stamp = target / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".typefaces-") as name:
        fresh = Path(name) / "new"
        fresh.mkdir()
        # Half the time on two processors; spawned, because a server with threads must not fork.
        with ProcessPoolExecutor(len(_WEIGHTS), mp_context=get_context("spawn")) as pool:
            list(pool.map(_make, *zip(*((source, fresh, weight) for weight in _WEIGHTS), strict=True)))
        for licence in source.glob("LICENSE-*.txt"):
            shutil.copyfile(licence, fresh / licence.name)
        (fresh / _STAMP).write_text(wanted, encoding="ascii")
        if target.exists():
            target.rename(Path(name) / "old")
        fresh.rename(target)
    return True


def _digest(source: Path) -> str:
    """What the web fonts and this way of preparing them say, in one word."""
    needed = [source / _FIRST_FACE.format(weight) for weight in _WEIGHTS]
    pieces = sorted(source.glob(_PIECES))
    if not pieces or not all(path.is_file() for path in needed):
        raise FontsMissing(source)
    whole = hashlib.sha256(_VERSION.encode())
    for path in (*needed, *pieces):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _make(source: Path, target: Path, weight: str) -> None:
    """Both families in one weight."""
    # Loading it takes a second and only set-up needs it.
    from fontTools.ttLib import TTFont

    face = TTFont(source / _FIRST_FACE.format(weight))
    face.flavor = None
    face.save(target / f"PretendardGOV-{weight}.otf")
    _join(sorted(source.glob(_PIECES), key=_order), target / f"NotoSansKR-{weight}.ttf", weight)


def _join(pieces: list[Path], target: Path, weight: str) -> None:
    """One font of one weight from the pieces of a variable one."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    overlap = instancer.OverlapMode.KEEP_AND_DONT_SET_FLAGS
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        files = []
        for piece in pieces:
            font = TTFont(piece)
            for table in _NOT_FOR_OUTLINES:
                if table in font:
                    del font[table]
            instancer.instantiateVariableFont(
                font, {"wght": _WEIGHTS[weight]}, inplace=True, optimize=False, overlap=overlap
            )
            font.flavor = None
            files.append(Path(name) / f"{piece.stem}.ttf")
            font.save(files[-1])
        whole = Merger().merge([str(file) for file in files])
    for number, pattern in _SYNTAX.items():
        whole["name"].setName(pattern.format(weight), number, 3, 1, 0x409)
    is_bold = weight == "Bold"
    whole["OS/2"].usWeightClass = _WEIGHTS[weight]
    whole["OS/2"].fsSelection = 0x20 if is_bold else 0x40
    whole["head"].macStyle = int(is_bold)
    whole.save(target)


def _order(piece: Path) -> tuple[int, str]:
    """Pieces by number, those with a name last: where two hold a sign, the numbered one is Korean."""
    number = re.search(r"-kr-(\d+)-", piece.name)
    return (int(number[1]) if number else 1_000, piece.name)
