"""Sets a checkout up: virtual environment, pinned packages, fonts, translations.

Uses only the standard library, because nothing else is there yet. `python tools/set_up.py LOCK`.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"


def main() -> int:
    """Set up with the lock file named on the command line."""
    lock = ROOT / sys.argv[1]
    if not PYTHON.exists():
        say("가상 환경을 만듭니다 (virtual environment)")
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
        except subprocess.CalledProcessError:
            print("pip is missing: install your system's python3-venv package and try again.", file=sys.stderr)
            return 2
    say(f"꾸러미를 내려받아 확인합니다 ({lock.name})")
    pip("install", "--no-compile", "--require-hashes", "-r", str(lock))  # modules are compiled when first imported
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    say("글꼴과 번역을 준비합니다 (fonts, translations)")
    run(str(PYTHON), str(ROOT / "tools" / "front_end.py"), *(["--dev"] if "dev" in lock.name else []))
    run(str(PYTHON), str(ROOT / "tools" / "messages.py"), "compile")
    if "dev" in lock.name:
        compile_beside()
    return 0


def compile_beside() -> None:
    """Let the timetable's kernels be compiled while lint and types use the other core; tests then find them ready."""
    kernels = "import baeumgil.engines.timetabling.annealing, baeumgil.engines.timetabling.pricing"
    subprocess.Popen([str(PYTHON), "-c", kernels], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def say(text: str) -> None:
    """One line of progress."""
    print(f"· {text}", flush=True)


def pip(*arguments: str) -> None:
    """Run the environment's pip, quietly; it says what went wrong when it fails."""
    run(str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments)


def run(*command: str) -> None:
    """Run a command in the project's folder and stop when it fails."""
    result = subprocess.run(command, cwd=ROOT, check=False)
    if result.returncode:
        print(f"failed: {' '.join(command)}", file=sys.stderr)
        raise SystemExit(result.returncode)


if __name__ == "__main__":
    sys.exit(main())
