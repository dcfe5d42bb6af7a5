import shutil
from pathlib import Path

import pytest
import typst

from baeumgil.engines import documents
from baeumgil.engines.documents.fonts import PREPARED, FontsMissing, prepare_fonts, require_fonts

WEB = Path(documents.__file__).parents[2] / "doors" / "web" / "static" / "vendor" / "fonts"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Two small pieces of the web fonts, one of them also in place of the first family: a test takes seconds."""
    source = tmp_path / "web"
    source.mkdir()
    small, smaller = sorted(WEB.glob("noto-sans-kr-[0-9]*"), key=lambda path: path.stat().st_size)[1::-1]
    for path in (*WEB.glob("LICENSE-*"), small, smaller):
        shutil.copyfile(path, source / path.name)
    for weight in ("Regular", "Bold"):
        shutil.copyfile(small, source / f"PretendardGOV-{weight}.subset.woff2")
    return source


def test_set_up_prepared_both_families_in_both_weights() -> None:
    require_fonts(PREPARED)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[PREPARED]).fonts()
    assert sorted((font.family, font.weight) for font in found) == [
        ("Noto Sans KR", 400),
        ("Noto Sans KR", 700),
        ("Pretendard GOV", 400),
        ("Pretendard GOV", 700),
    ]


def test_fonts_are_prepared_once_and_anew_when_they_change(few: Path, tmp_path: Path) -> None:
    target = tmp_path / "data" / "fonts"
    assert prepare_fonts(few, target)
    first = (target / "NotoSansKR-Bold.ttf").stat().st_mtime_ns
    assert not prepare_fonts(few, target)
    assert (target / "NotoSansKR-Bold.ttf").stat().st_mtime_ns == first
    next(few.glob("noto-sans-kr-*")).unlink()
    assert prepare_fonts(few, target)
    assert sorted(path.name for path in target.iterdir()) == [
        "LICENSE-Noto-Sans-KR.txt",
        "LICENSE-Pretendard-GOV.txt",
        "NotoSansKR-Bold.ttf",
        "NotoSansKR-Regular.ttf",
        "PretendardGOV-Bold.otf",
        "PretendardGOV-Regular.otf",
        "typefaces.stamp",
    ]
    assert [path.name for path in target.parent.iterdir()] == ["fonts"]


def test_without_web_fonts_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing):
        prepare_fonts(tmp_path, tmp_path / "fonts")
    assert list(tmp_path.iterdir()) == []
