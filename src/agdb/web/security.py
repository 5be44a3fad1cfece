"""The settings of Django about safety: sessions, cookies, sign-in, limits, and headers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from agdb.errors import DeskError

IDLE: Final = timedelta(minutes=30)
"""A session ends after so long without a request."""
_YEAR: Final = 365 * 24 * 3600
# Prometheus and whoever asks after health do so on the machine itself, where nothing speaks https.
_WATCHED: Final = (r"^health/(live|ready)$", r"^metrics$")
_MEGABYTE: Final = 1 << 20
UPLOAD_MOST: Final = 5 * _MEGABYTE
"""No file that is handed in is larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenId:
    """A provider of OpenID Connect: its name on the button, its address, and who we are to it."""

    name: str
    server: str
    client: str
    secret: str


APPS: Final = (
    "agdb.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)

MIDDLEWARE: Final = (
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "agdb.web.language.in_language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agdb.web.accounts.session.session_rules",
)

SAFETY: Final[dict[str, Any]] = {
    # Sign-in: by e-mail and password with a second factor, or a passkey. Nobody signs up.
    "ACCOUNT_ADAPTER": "agdb.web.accounts.adapter.AccountAdapter",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_EMAIL_VERIFICATION": "none",  # an invitation reached the address already
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_RATE_LIMITS": {
        "login": "30/m/ip",
        "login_failed": "10/m/ip,5/5m/key",
        "reset_password": "20/m/ip,5/h/key",
        "reset_password_from_key": "20/m/ip",
        "change_password": "5/m/user",
        "reauthenticate": "10/m/user",
    },
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "agdb.web.accounts.password.NotTooLong"},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("email",)},
        },
    ],
    "LOGIN_REDIRECT_URL": "desk-home",
    "LOGIN_URL": "account_login",
    "MFA_ADAPTER": "agdb.web.accounts.adapter.FactorAdapter",
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_REAUTHENTICATION_REQUIRED": True,
    "MFA_SUPPORTED_TYPES": ["recovery_codes", "totp", "webauthn"],
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_WEBAUTHN_USER_VERIFICATION": "required",
    "PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600,
    "SOCIALACCOUNT_ADAPTER": "agdb.web.accounts.openid.OpenIdAdapter",
    # Attempts are counted in the database, so that every process counts the same ones.
    "CACHES": {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "desk_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    },
    # Cookies: of the desk only, and not for a script.
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_PATH": "/desk/",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_FAILURE_VIEW": "agdb.web.views.refused.csrf_failure",
    "SESSION_COOKIE_AGE": int(IDLE.total_seconds()),
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_PATH": "/desk/",
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_SAVE_EVERY_REQUEST": True,
    # What is sent: small, and never a name of a file that we did not choose.
    "DATA_UPLOAD_MAX_MEMORY_SIZE": _MEGABYTE,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
    "DATA_UPLOAD_MAX_NUMBER_FILES": 1,
    "FILE_UPLOAD_HANDLERS": ["agdb.web.upload.SmallFile"],
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "SECURE_REFERRER_POLICY": "same-origin",
    "X_FRAME_OPTIONS": "DENY",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": [],
            "APP_DIRS": False,
            "OPTIONS": {
                "environment": "agdb.web.rendering.environment",
                "context_processors": ["agdb.web.rendering.shell"],
            },
        }
    ],
}


def openid(url: str | None) -> OpenId | None:
    """Return the provider that `https://client:secret@host/path#Name` tells of, None without one.

    Raises `DeskError` for an address without client or secret, or not of https.

    >>> found = openid("https://desk:word@login.example.org/realm#Example")
    >>> found.server, found.name
    ('https://login.example.org/realm', 'Example')
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" or not (parts.hostname and parts.username and parts.password):
        # it is not quoted: it holds a secret
        raise DeskError(
            "AGDB_OPENID_URL cannot be read",
            remedy="write it as https://client:secret@host/path#Name",
        )
    host = parts.netloc.rpartition("@")[2]
    return OpenId(
        name=unquote(parts.fragment) or parts.hostname,
        server=f"https://{host}{parts.path.rstrip('/')}",
        client=unquote(parts.username),
        secret=unquote(parts.password),
    )


def by_address(address: str, *, openid: OpenId | None = None, issuer: str = "") -> dict[str, Any]:
    """Return the settings that follow from the address at which the desk is reached.

    At an https address cookies are sent over https only, browsers are told so for a year, and the
    server in front of this one is believed about scheme and client.

    >>> by_address("https://monitor.example.org/")["SESSION_COOKIE_SECURE"]
    True
    """
    parts = urlsplit(address)
    safe = parts.scheme == "https"
    prefix = "__Secure-" if safe else ""
    return {
        "AGDB_BEHIND_PROXY": safe,
        "AGDB_ISSUER": issuer or parts.hostname or "",
        "AGDB_FORM_TARGETS": () if openid is None else (_origin(openid.server),),
        "AGDB_OIDC": openid is not None,
        "CSRF_COOKIE_NAME": f"{prefix}desk-csrf",
        "CSRF_COOKIE_SECURE": safe,
        "CSRF_TRUSTED_ORIGINS": [f"{parts.scheme}://{parts.netloc}"] if safe else [],
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not safe,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": safe,
        "SECURE_HSTS_PRELOAD": safe,
        "SECURE_HSTS_SECONDS": _YEAR if safe else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if safe else None,
        "SECURE_REDIRECT_EXEMPT": list(_WATCHED),
        "SECURE_SSL_REDIRECT": safe,
        "SESSION_COOKIE_NAME": f"{prefix}desk-session",
        "SESSION_COOKIE_SECURE": safe,
        "SOCIALACCOUNT_PROVIDERS": _providers(openid),
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _providers(openid: OpenId | None) -> dict[str, Any]:
    if openid is None:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            # An account is found by an address that the provider has verified; none is made.
            "EMAIL_AUTHENTICATION": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": openid.name,
                    "client_id": openid.client,
                    "secret": openid.secret,
                    "settings": {"server_url": openid.server},
                }
            ],
        }
    }
