"""Static files as the web server hands them out: gathered and compressed once, again only when one changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from baeumgil.core.turns import file_lock

STAMP = ".gathered"


def collect_if_changed() -> bool:
    """Gather when a file is new, gone, or another; True when that was done. Servers that start together do it once."""
    folder = Path(settings.STATIC_ROOT)
    stamp, digest = folder / STAMP, digest_of_sources()
    if _is_gathered(stamp, digest):
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with file_lock(folder.with_name(f"{folder.name}-lock")):
        if _is_gathered(stamp, digest):
            return False
        call_command("collectstatic", interactive=False, verbosity=0, clear=stamp.exists())
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest, encoding="ascii")
    return True


def _is_gathered(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest


def digest_of_sources() -> str:
    """Names, sizes and times of all source files."""
    hashed = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            source = Path(storage.path(path)).stat()
            hashed.update(f"{path}|{source.st_size}|{source.st_mtime_ns}\n".encode())
    return hashed.hexdigest()
