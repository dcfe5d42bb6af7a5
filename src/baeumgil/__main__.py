"""Entry of the `baeumgil` command: hands over to the command-line door.

Exit codes: 0 done, 1 refused with reasons, 2 wrong use.
"""

import os
import sys


def main() -> None:
    """Run the command and leave with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baeumgil.config.settings")

    from baeumgil.config.environment import SettingWrong
    from baeumgil.doors.cli.commands import baeumgil  # after the settings' address is known

    try:
        baeumgil(prog_name="baeumgil")
    except SettingWrong as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
