"""`python -m bench.inside MODULE`: one bench on the database that the environment names. Last line: JSON."""

import importlib
import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    """Make the tables, run, print."""
    django.setup()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    module = importlib.import_module(f"bench.{sys.argv[1]}")
    print(json.dumps([result.plain() for result in module.run()], ensure_ascii=False))


if __name__ == "__main__":
    main()
