"""The screen's words in other languages. Message ids are the Korean source strings.

`compile` turns each .po file into the .mo file that pages read (git-ignored). `collect` gathers the words of code
and templates anew and keeps every translation there is. Babel does the work; gettext's own programs are not needed.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "baeumgil"
LOCALE = SOURCES / "doors" / "web" / "locale"

KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
TRANSLATE = re.compile(r"""\{%-?\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
ARGUMENT = re.compile(r"""[\s=:]_\((?:"([^"]+)"|'([^']+)')\)""")
BLOCK = re.compile(r"\{%\s*blocktranslate\b(.*?)%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VALUE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def main() -> int:
    """`compile` or `collect`."""
    match sys.argv[1:]:
        case ["compile"]:
            for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
                compile_one(path)
        case ["collect"]:
            for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
                collect_into(path)
        case _:
            print("use: messages.py compile | collect", file=sys.stderr)
            return 2
    return 0


def compile_one(path: Path) -> None:
    """Write the .mo file beside a .po file, unless it is newer already."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name)
    fresh = target.with_suffix(".mo.new")
    with fresh.open("wb") as out:
        write_mo(out, catalog)
    fresh.replace(target)


def collect_into(path: Path) -> None:
    """Bring a .po file up to date with the sources; what is no longer used is dropped."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name)
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.msgid_bugs_address, catalog.last_translator, catalog.language_team = "", "", ""
    with path.open("wb") as out:
        write_po(out, catalog, sort_output=True, no_location=True, width=120, omit_header=False)
    missing = [message.id for message in catalog if message.id and not message.string]
    print(f"{path.parent.parent.name}: {len(catalog)} words, {len(missing)} not translated")


def collected() -> Catalog:
    """Every word of the sources."""
    catalog = Catalog(project="baeumgil", charset="utf-8")
    for path in sorted(SOURCES.rglob("*.py")):
        with path.open("rb") as file:
            for _line, words, _comments, _context in extract("python", file, KEYWORDS):  # type: ignore[arg-type]  # plain names
                catalog.add(words)
    for path in sorted((SOURCES / "doors" / "web" / "templates").rglob("*.html")):
        for words in template_words(path.read_text(encoding="utf-8")):
            catalog.add(words)
    return catalog


def template_words(text: str) -> Iterator[str | tuple[str, str]]:
    """Words of one template, in the form in which Django looks them up."""
    for pattern in (TRANSLATE, ARGUMENT):
        for found in pattern.finditer(text):
            yield (found.group(1) or found.group(2)).replace("%", "%%")
    for found in BLOCK.finditer(text):
        parts = [VALUE.sub(r"%(\1)s", part.replace("%", "%%")) for part in PLURAL.split(found.group(2))]
        yield (parts[0], parts[1]) if len(parts) > 1 else parts[0]


if __name__ == "__main__":
    sys.exit(main())
