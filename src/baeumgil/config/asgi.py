"""What the web server loads."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baeumgil.config.settings")

from baeumgil.config import serving  # after the settings' address is known

application = serving.application()
