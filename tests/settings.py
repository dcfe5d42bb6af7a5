"""The product's settings, with a data folder of its own, quick password hashes and plain static files."""

import atexit
import os
import shutil
import tempfile

if "BAEUMGIL_DATA" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="baeumgil-test-")
    os.environ["BAEUMGIL_DATA"] = _folder
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.setdefault("BAEUMGIL_STRICT_ACTIONS", "1")
os.environ.setdefault("BAEUMGIL_SECRET_KEY", "for tests only")

from baeumgil.config.settings import *  # noqa: F403  after the environment is set
from baeumgil.config.settings import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Commands that tests start run on the product's own settings.
os.environ["DJANGO_SETTINGS_MODULE"] = "baeumgil.config.settings"
