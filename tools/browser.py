"""Makes sure that a browser is there for the journeys: finds it, or installs it, or fails loudly."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find() -> str | None:
    """Path of the browser: `BAEUMGIL_BROWSER`, or the first known name on the path."""
    given = os.environ.get("BAEUMGIL_BROWSER")
    if given:
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Say which browser will be used; install Debian's when there is none and we may."""
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("· no browser found: installing Chromium", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES], check=True, **quiet)
    found = find()
    if found is None:
        print("The journeys need Chromium: install it, or name one in BAEUMGIL_BROWSER.", file=sys.stderr)
        return 1
    print(f"browser: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
