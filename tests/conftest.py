"""What every test leans on."""

import os
import tempfile

os.environ.setdefault("BAEUMGIL_DATA", tempfile.mkdtemp(prefix="baeumgil-test-"))
os.environ.setdefault("BAEUMGIL_STRICT_ACTIONS", "1")
os.environ.setdefault("BAEUMGIL_SECRET_KEY", "for tests only")
