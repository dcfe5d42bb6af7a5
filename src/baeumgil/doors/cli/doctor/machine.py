"""Python, folders, disk, clock, and files that belong to the product."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find

from baeumgil.core import clock
from baeumgil.doors.cli.doctor.finding import Finding, error, good, warning

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_073_741_824
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph"}
BUILT_IN = 2026
FAR_FUTURE = 2100
STATIC_NEEDED = ("css/tokens.css", "css/components.css")


def python_version() -> Iterator[Finding]:
    """The interpreter is new enough."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield error(
            "python",
            f"파이썬 {version}은 너무 오래되었습니다.",
            "파이썬 3.11 이상을 설치하고 'make setup'을 다시 하세요.",
        )
    else:
        yield good("python", f"파이썬 {version}")


def data_folder() -> Iterator[Finding]:
    """The folder for data is ours alone, can be written, and has room."""
    folder = Path(settings.DATA_FOLDER)
    if not folder.is_dir():
        yield error("data_folder", f"자료 폴더 {folder}가 없습니다.", "'baeumgil migrate'를 실행하세요.")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield error(
            "data_folder", f"자료 폴더 {folder}에 쓸 수 없습니다.", f"이 계정에 권한을 주세요: chown $(id -u) {folder}"
        )
        return
    if folder.stat().st_mode & stat.S_IRWXO:
        yield warning("data_folder", f"자료 폴더 {folder}를 다른 사용자도 볼 수 있습니다.", f"chmod 700 {folder}")
    else:
        yield good("data_folder", f"자료 폴더 {folder}")
    free = shutil.disk_usage(folder).free
    size = f"{free / 1_073_741_824:.1f} GiB"
    if free < LEAST_FREE_BYTES:
        yield error(
            "disk", f"디스크에 남은 자리가 {size}뿐입니다.", "1 GiB 이상 비우세요. 자리가 없으면 저장이 멈춥니다."
        )
    else:
        yield good("disk", f"디스크 남은 자리 {size}")


def secret_key() -> Iterator[Finding]:
    """The signing key is kept from others."""
    path = Path(settings.DATA_FOLDER) / "secret_key"
    if not path.exists():
        yield good("secret_key", "서명 열쇠를 환경 변수에서 읽습니다")
    elif path.stat().st_mode & OTHERS:
        yield error("secret_key", f"서명 열쇠 {path}를 다른 사용자도 읽을 수 있습니다.", f"chmod 600 {path}")
    else:
        yield good("secret_key", "서명 열쇠는 이 계정만 읽을 수 있습니다")


def file_system() -> Iterator[Finding]:
    """SQLite's WAL needs a local disk."""
    database = settings.DATABASES["default"]
    if "sqlite" not in str(database["ENGINE"]):
        return
    kind = _file_system_of(Path(str(database["NAME"])).absolute().parent)
    if kind in NETWORK_FILE_SYSTEMS:
        yield error(
            "file_system",
            f"SQLite 파일이 네트워크 드라이브({kind})에 있어 망가질 수 있습니다.",
            "BAEUMGIL_DATA를 이 컴퓨터의 디스크로 옮기거나 PostgreSQL을 쓰세요.",
        )
    else:
        yield good("file_system", f"파일 시스템 {kind or '(알 수 없음)'}")


def _file_system_of(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, type_, *_ = line.split(" ")
        inside = folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) >= len(best):
            best, kind = point, type_
    return kind


def clock_sanity() -> Iterator[Finding]:
    """The machine's clock is not years off."""
    today = clock.today()
    if not BUILT_IN <= today.year <= FAR_FUTURE:
        yield error("clock", f"이 컴퓨터의 날짜가 {today}입니다.", "시각 동기화(NTP)를 켜고 날짜를 맞추세요.")
    else:
        yield good("clock", f"오늘은 {today}(한국 시각)")


def static_files() -> Iterator[Finding]:
    """Style, fonts and translations are there."""
    missing = [name for name in STATIC_NEEDED if find(name) is None]
    if missing:
        yield error(
            "static", f"화면 파일이 없습니다: {', '.join(missing)}", "설치가 덜 되었습니다. 'make setup'을 다시 하세요."
        )
    else:
        yield good("static", "화면 파일이 있습니다")
    folders = [Path(str(folder)) for folder in settings.STATICFILES_DIRS]
    if any(next(folder.rglob("*.woff2"), None) for folder in folders):
        yield good("fonts", "글꼴이 있습니다")
    else:
        yield warning("fonts", "글꼴 파일이 없어 컴퓨터의 글꼴로 보입니다.", "'make setup'을 다시 하세요.")
    locales = [Path(str(folder)) for folder in settings.LOCALE_PATHS]
    if any(next(folder.rglob("*.mo"), None) for folder in locales):
        yield good("translations", "번역이 있습니다")
    else:
        yield warning("translations", "영어 화면의 번역이 준비되지 않았습니다.", "'make setup'을 다시 하세요.")
