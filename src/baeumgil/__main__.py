"""Entry of the `baeumgil` command: sets Django up, then hands over to the command-line door."""

import os
import sys


def main() -> None:
    """Run the command and leave with its exit code: 0 done, 1 refused with reasons, 2 wrong use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baeumgil.config.settings")

    import django  # after the settings' address is known

    from baeumgil.config.environment import SettingWrong

    try:
        django.setup()
    except SettingWrong as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None

    from baeumgil.doors.cli import commands  # commands reach models, which need a set-up Django

    commands.baeumgil()


if __name__ == "__main__":
    main()
