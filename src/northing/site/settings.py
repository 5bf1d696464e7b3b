"""Settings: everything an operator may change comes from the environment, all else is fixed here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import django_stubs_ext

from northing.kit import options, secrets
from northing.site.database import database, replica

django_stubs_ext.monkeypatch()

HERE = Path(__file__).resolve().parent.parent

# ── what an operator may change ───────────────────────────────────────────────
options.check()
DATA: Path = options.read("NORTHING_DATA")
DEBUG: bool = options.read("NORTHING_DEBUG")
DEMO: bool = options.read("NORTHING_DEMO")
ALLOWED_HOSTS: list[str] = options.read("NORTHING_HOSTS")
BASE_URL: str = options.read("NORTHING_URL")
_KEYS = list(filter(None, [options.read("NORTHING_SECRET_KEY")])) or secrets.keys_in(
    DATA / secrets.KEYS
)
SECRET_KEY = _KEYS[0]
# Keys before the newest: they open what they sealed and signed until `northing secrets rotate` is done.
SECRET_KEY_FALLBACKS = [*_KEYS[1:], *options.read("NORTHING_SECRET_KEY_FALLBACKS")]
TRUSTED_PROXIES: int = options.read("NORTHING_TRUSTED_PROXIES")
API_LIMIT: int = options.read("NORTHING_API_LIMIT")
DATABASES = {"default": database(options.read("DATABASE_URL"), DATA)}
if _replica := options.read("NORTHING_REPLICA_URL"):
    DATABASES["replica"] = replica(_replica, DATA)
# How any other address is read, such as the one that `northing move` is given.
DATABASE_BY_ADDRESS: Callable[[str, Path], dict[str, Any]] = database
KEPT_PAGES: int = options.read("NORTHING_KEPT_PAGES")
LANGUAGE_CODE: str = options.read("NORTHING_LANGUAGE")
DRAIN: int = options.read("NORTHING_DRAIN")
BACKUP_FOLDER: Path | None = options.read("NORTHING_BACKUP_FOLDER")
BACKUP_AT: str = options.read("NORTHING_BACKUP_AT")
BACKUP_KEEP: int = options.read("NORTHING_BACKUP_KEEP")
METRICS_TOKEN: str = options.read("NORTHING_METRICS_TOKEN")
RUN: Path | None = options.read("NORTHING_RUN")
HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# ── parts ─────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "northing.store",
    "northing.web",
    "northing.site",
]
MIDDLEWARE = [
    "northing.site.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "northing.site.safety.SafetyMiddleware",
    "northing.site.operation.OperationMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "northing.site.past.PastMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "northing.site.seen.SeenMiddleware",
    "northing.site.callers.CallerMiddleware",
    "northing.site.kept.KeptPagesMiddleware",
    "northing.web.base.problems.ProblemMiddleware",
    "northing.site.replica.ReplicaMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((HERE / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "northing.web.base.context.frame",
            ],
            "libraries": {"northing": "northing.web.base.templatetags.northing"},
        },
    }
]
ROOT_URLCONF = "northing.site.urls"
WSGI_APPLICATION = "northing.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── accounts ──────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "northing.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["northing.site.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "northing.site.passwords.MaximumLength"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "northing.site.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_ADAPTER = "northing.site.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 12
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Northing"
# An office may come in by one address on Monday morning; each sign-in by a passkey counts thrice.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# A clock may be half a minute off; each code is good once in the whole of its time (second_factor.py).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "northing.site.second_factor.Authenticate",
    "reauthenticate": "northing.site.second_factor.Reauthenticate",
    "add_webauthn": "northing.site.second_factor.AddPasskey",
    "edit_webauthn": "northing.site.second_factor.RenamePasskey",
    "authenticate_webauthn": "northing.site.second_factor.AuthenticatePasskey",
    "reauthenticate_webauthn": "northing.site.second_factor.ReauthenticatePasskey",
    "login_webauthn": "northing.site.second_factor.SignInByPasskey",
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Limits on sign-in count in the database, so that two processes do not allow twice as much.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # Beyond 300, the default, a flood of made-up addresses would push the counts of others out.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# ── work without a person ──────────────────────────────────────────────────
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ── safety ────────────────────────────────────────────────────────────────────
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE: int = options.read("NORTHING_SESSION_HOURS") * 60 * 60
SESSION_COOKIE_NAME = "northing_session"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "northing_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "northing.web.base.problems.old_form"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# No request is read beyond this, whatever it carries; files are not counted by the limit above.
MOST_BODY = 16 * 1024 * 1024

# ── texts, time, files ────────────────────────────────────────────────────────
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGES = [("en", "English")]
# The sources are written in English: with no other language there is nothing to look up, and the
# thousand look-ups of a page were a tenth of its work.
USE_I18N = len(LANGUAGES) > 1
LOCALE_PATHS = [HERE / "locale"]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "northing.site.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": options.read("NORTHING_LOG_LEVEL")},
    # Scanners ask for hosts that are not ours all day: their 400 is not worth a traceback.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # the address is unique by lower(email): a constraint of Account
