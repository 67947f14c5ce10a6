"""Which settings are in force? Django's, made from WIRECOPY_ variables; see docs/running.md."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wirecopy.config import in_force

WIRECOPY = in_force()
BASE = Path(__file__).parent
DATA: Path = WIRECOPY["DATA"].absolute()
CAPTURES = DATA / "captures"
PAGES = DATA / "pages"
WORKER = WIRECOPY["WORKER"] or socket.gethostname()


def _secret(setting: str, file: Path) -> str:
    """What is set, or a secret that is made once and kept in the data folder."""
    if WIRECOPY[setting]:
        return str(WIRECOPY[setting])
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
    except OSError:
        pass  # it is there already, or cannot be: the latter is told where the data folder is first needed
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return secrets.token_urlsafe(48)  # good for this run


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "wirecopy.sqlite3",
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": DATA / "test.sqlite3"},  # a file: several threads write, as in a real run
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA busy_timeout=30000; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret("SECRET", DATA / "secret")
MAIL_KEY = _secret("MAIL_KEY", DATA / "mail-key").encode()
DEBUG: bool = WIRECOPY["DEBUG"]
ALLOWED_HOSTS = ["*"]  # the handout lets through only hosts of editions, this machine's and WIRECOPY_HOSTS
DATABASES = {"default": _database(WIRECOPY["DATABASE"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",  # for its file of htmx
    "wirecopy",  # last: its admin takes out what others put in
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wirecopy.newsroom.headers.Headers",
    "wirecopy.accounts.cookies.Cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "wirecopy.urls"
WSGI_APPLICATION = "wirecopy.wsgi.application"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
EMAIL_BACKEND = "wirecopy.mail.posting.Backend"
ACCOUNT_ADAPTER = "wirecopy.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made behind a link that was sent to its address
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # a lock on the network must not keep out who has the reset letter
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/desk/account/login/"
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}  # see accounts/signing_in.py, which counts in rows
PASSWORD_RESET_TIMEOUT = 86_400
MFA_ADAPTER = "wirecopy.accounts.sealing.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Wirecopy"
MFA_TOTP_TOLERANCE = 1  # a code typed as its thirty seconds end still opens the door (RFC 6238, 5.2); each opens it once
MFA_FORMS = {
    "authenticate": "wirecopy.accounts.second.CodeForm",
    "reauthenticate": "wirecopy.accounts.second.CodeAgainForm",
    "authenticate_webauthn": "wirecopy.accounts.second.PasskeyForm",
    "reauthenticate_webauthn": "wirecopy.accounts.second.PasskeyAgainForm",
    "login_webauthn": "wirecopy.accounts.second.PasskeyAloneForm",
}
USERSESSIONS_TRACK_ACTIVITY = True
LOGIN_URL = "/desk/account/login/"
LOGIN_REDIRECT_URL = "/desk/"
SESSION_COOKIE_AGE = 14 * 86_400
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # names and Secure: accounts/cookies.py
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
# Nothing is granted for it: forms compare their origin with it, cookies are named by it, and HSTS is said, which no browser hears on http.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 180 * 86_400  # press/headers.py says the same of printed pages
SECURE_REFERRER_POLICY = "same-origin"
LOGGING_CONFIG = None  # wirecopy.log sets it up
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016", "security.W018", "security.W020"]
