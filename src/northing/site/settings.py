"""Settings: everything an operator may change comes from the environment, all else is fixed here."""

from pathlib import Path

import django_stubs_ext
from environs import Env

from northing.kit import secrets
from northing.site.database import database

django_stubs_ext.monkeypatch()

env = Env()
HERE = Path(__file__).resolve().parent.parent

# ── what an operator may change ───────────────────────────────────────────────
DATA = Path(env.str("NORTHING_DATA", "var")).absolute()
DEBUG = env.bool("NORTHING_DEBUG", False)
DEMO = env.bool("NORTHING_DEMO", False)
ALLOWED_HOSTS = env.list("NORTHING_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
BASE_URL = env.str("NORTHING_URL", "http://127.0.0.1:8000")
SECRET_KEY = env.str("NORTHING_SECRET_KEY", "") or secrets.kept_in(DATA / "secret-key")
DATABASES = {"default": database(env.str("DATABASE_URL", ""), DATA)}
KEPT_PAGES = env.int("NORTHING_KEPT_PAGES", 32)
LANGUAGE_CODE = env.str("NORTHING_LANGUAGE", "en")
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
    "csp",
    "django_htmx",
    "template_partials",
    "northing.store",
    "northing.web",
    "northing.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
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
    "northing.site.callers.CallerMiddleware",
    "northing.site.kept.KeptPagesMiddleware",
    "northing.web.base.problems.ProblemMiddleware",
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
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
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
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Limits on sign-in count in the database, so that two processes do not allow twice as much.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
    }
}

# ── safety ────────────────────────────────────────────────────────────────────
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "northing_session"
CSRF_COOKIE_NAME = "northing_csrf"
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
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "northing.site.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Scanners ask for hosts that are not ours all day: their 400 is not worth a traceback.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # the address is unique by lower(email): a constraint of Account
