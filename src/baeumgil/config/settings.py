"""Settings are for machines. What a city decides is a dated policy row, never a line here.

Every variable is listed, with its meaning, in docs/operators/settings.md.
"""

from pathlib import Path

from baeumgil.config import environment
from baeumgil.core import embedded_database

embedded_database.install()

PACKAGE = Path(__file__).resolve().parent.parent
DATA_FOLDER = Path(environment.text("BAEUMGIL_DATA", "var")).absolute()

DEBUG = environment.flag("BAEUMGIL_DEBUG", default=False)
SECRET_KEY = environment.secret_key(DATA_FOLDER)
ALLOWED_HOSTS = environment.words("BAEUMGIL_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = environment.words("BAEUMGIL_ORIGINS", [])
STRICT_ACTIONS = environment.flag("BAEUMGIL_STRICT_ACTIONS", default=False)
BEHIND_TLS = environment.flag("BAEUMGIL_TLS", default=False)
THREADS = environment.number("BAEUMGIL_THREADS", 8)
GOVERNMENT_BANNER = environment.flag("BAEUMGIL_GOVERNMENT_BANNER", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "baeumgil.core",
    "baeumgil.stages.people",
    "baeumgil.stages.roadmap",
    "baeumgil.stages.plan",
    "baeumgil.stages.schedule",
    "baeumgil.stages.enrolment",
    "baeumgil.doors.web",
    "baeumgil.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "baeumgil.doors.web.middleware.security_headers",
    "baeumgil.doors.api.middleware.problem_details",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "baeumgil.doors.web.middleware.language",
    "baeumgil.doors.api.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "baeumgil.doors.web.middleware.actor",
    "baeumgil.doors.web.middleware.refusals",
]

ROOT_URLCONF = "baeumgil.config.urls"
ASGI_APPLICATION = "baeumgil.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "doors" / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "builtins": [
                "baeumgil.doors.web.templatetags.krds",
                "baeumgil.doors.web.templatetags.dates",
                "baeumgil.doors.web.templatetags.counts",
                "django.templatetags.i18n",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "baeumgil.doors.web.context.frame",
            ],
        },
    }
]

DATABASES = {
    "default": environment.database(environment.text("DATABASE_URL", f"sqlite:///{DATA_FOLDER / 'baeumgil.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS: list[str] = []  # the only ways in are services of `people`
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "baeumgil.doors.web.frame.errors.form_too_old"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "doors" / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

PUBLIC_ADDRESS = environment.text("BAEUMGIL_ADDRESS", "")
OUTBOX_FOLDER = DATA_FOLDER / "outbox"
GATEWAYS = {
    "mail": environment.gateway(
        "BAEUMGIL_MAIL_GATEWAY",
        secret=environment.text("BAEUMGIL_MAIL_SECRET", ""),
        sender=environment.text("BAEUMGIL_MAIL_SENDER", ""),
        folder=OUTBOX_FOLDER / "mail",
    ),
    "text_message": environment.gateway(
        "BAEUMGIL_TEXT_GATEWAY",
        secret=environment.text("BAEUMGIL_TEXT_SECRET", ""),
        sender=environment.text("BAEUMGIL_TEXT_SENDER", ""),
        folder=OUTBOX_FOLDER / "text",
    ),
    "messenger": environment.gateway(
        "BAEUMGIL_MESSENGER_GATEWAY",
        secret=environment.text("BAEUMGIL_MESSENGER_SECRET", ""),
        sender=environment.text("BAEUMGIL_MESSENGER_SENDER", ""),
        folder=OUTBOX_FOLDER / "messenger",
    ),
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [PACKAGE / "doors" / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

UPLOAD_FOLDER = DATA_FOLDER / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("BAEUMGIL_LOG_LEVEL", "WARNING")},
}
