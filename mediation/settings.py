"""All settings, read from the environment (the README lists the variables)."""

import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from . import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))

DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
SECRET_KEY = env.secret_key("SECRET_KEY", DATA_DIR)
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR / "db.sqlite3")}

# The town
SITE_NAME = env.text("SITE_NAME", "Aide numérique près de chez vous")
TOWN_NAME = env.text("TOWN_NAME", "Roubaix")
TOWN_LATITUDE = env.number("TOWN_LATITUDE", 50.6915, -90, 90)
TOWN_LONGITUDE = env.number("TOWN_LONGITUDE", 3.1745, -180, 180)
HELP_PHONE = env.text("HELP_PHONE")
STALE_MONTHS = int(env.number("STALE_MONTHS", 6, 1, 120))
FRESH_MONTHS = int(env.number("FRESH_MONTHS", 12, 1, 120))
WISH_MONTHS = int(env.number("WISH_MONTHS", 6, 1, 24))
LABEL_WARNING_MONTHS = int(env.number("LABEL_WARNING_MONTHS", 3, 1, 24))
DOCUMENT_MAX_MB = int(env.number("DOCUMENT_MAX_MB", 10, 1, 100))

# What an association receives: a link in an e-mail
SITE_URL = env.web_address("SITE_URL", "", optional=True).rstrip("/")
LINK_DAYS = int(env.number("LINK_DAYS", 30, 1, 365))
REMIND_DAYS_BEFORE = int(env.number("REMIND_DAYS_BEFORE", 7, 0, 90))
ORIENTATION_MAIL_FROM = int(env.number("ORIENTATION_MAIL_FROM", 10, 5, 10_000))

# School holidays that associations are offered as closures
SCHOOL_ZONE = env.one_of("SCHOOL_ZONE", "B", ("A", "B", "C"))
SCHOOL_HOLIDAYS = BASE_DIR / "fixtures" / "school-holidays.json"

# E-mail leaves by this server; the demonstration writes it to files instead
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env.number("EMAIL_PORT", 25, 1, 65_535))
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS")
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "ne-pas-repondre@localhost")
EMAIL_FILE_PATH = DATA_DIR / "courriels"
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

# The map: the only outside request a browser makes, when the map is shown
TILES_URL = env.web_address(
    "TILES_URL",
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=normal"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
)
TILES_ATTRIBUTION = env.text("TILES_ATTRIBUTION", "© IGN – Plan IGN v2")

# Addresses that the town's own table does not know: the server asks, the resident's browser does
# not. Empty: nobody is asked.
GEOCODER_URL = env.web_address(
    "GEOCODER_URL",
    "" if DEMO else "https://data.geopf.fr/geocodage/search",
    optional=True,
)
GEOCODER_TIMEOUT_S = env.number("GEOCODER_TIMEOUT_S", 1.5, 0.1, 10)
GEOCODER_CACHE_S = int(env.number("GEOCODER_CACHE_S", 86_400, 0, 31_536_000))

INSTALLED_APPS = [
    "mediation.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_filters",
    "django_htmx",
    "leaflet",
    "simple_history",
    "places",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "places.web.middleware.DirectoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mediation.urls"
WSGI_APPLICATION = "mediation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "places.web.context.town",
            ]
        },
    }
]

FORM_RENDERER = "mediation.forms.QuickTemplates"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "places.web.accounts.rights.RightsBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_VERBOSE = False
# Failures of an account count whatever the address they come from.
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the hour that was said stays true
AXES_SENSITIVE_PARAMETERS = [  # never written with a failure
    *("username", "ip_address", "csrfmiddlewaretoken"),
    *("old_password", "new_password1", "new_password2"),
]
AXES_LOCKOUT_CALLABLE = "places.web.accounts.lockout.locked"
LOGIN_URL = "login"
# Coordinators and superusers must give a code at each sign-in; others when they have a device.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR")

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Without `collectstatic` (demo, development, tests) files are served from where they are.
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() and not (DEBUG or DEMO)
COLLECTING = sys.argv[1:2] == ["collectstatic"]  # writes the file that COLLECTED looks for
WHITENOISE_USE_FINDERS = not COLLECTED
if WHITENOISE_USE_FINDERS:
    with suppress(OSError):  # an empty folder: WhiteNoise warns of a missing one
        STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {  # never under a public address: a page checks who asks
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "documents",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED or COLLECTING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Safe by default; HTTPS=0 is for a trial on one machine
HTTPS = env.flag("HTTPS", default=not (DEBUG or DEMO))
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.flag("BEHIND_PROXY"):
    MIDDLEWARE.insert(0, "places.web.middleware.ClientAddressMiddleware")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "places.web.errors.not_ours"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 60, 1, 720)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

_tiles = urlsplit(TILES_URL)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", f"{_tiles.scheme}://{_tiles.netloc}"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"urllib3": {"level": "INFO"}},  # lower, it would write the addresses asked
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
}
