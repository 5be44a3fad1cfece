"""The settings of the Django project, made for one folder and one machine; no module of globals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import django
from django import conf
from django.db import connections

from agdb.programme.report.written import WrittenText
from agdb.register.consistency import Fault
from agdb.register.register import Register
from agdb.release.store import ReleaseStore
from agdb.web.api.releases import ServedReleases
from agdb.web.counters import Counters
from agdb.web.database import database, email, secret_key
from agdb.web.request_log import log_settings
from agdb.web.security import APPS, MIDDLEWARE, SAFETY, by_address, openid

LOCAL: Final = ("127.0.0.1", "localhost", "[::1]", "testserver")

FIXED: Final[dict[str, Any]] = {
    "APPEND_SLASH": False,
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    ],
    "AUTH_USER_MODEL": "desk.User",
    "DEBUG": False,
    "INSTALLED_APPS": [
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "agdb.web.desk",
        *APPS,
    ],
    "MIDDLEWARE": [
        "agdb.web.request_log.logged",
        "agdb.web.api.problem.api_answers",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",  # refuses other hosts than ours
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "agdb.web.headers.strict_headers",
        *MIDDLEWARE,
    ],
    "PASSWORD_HASHERS": ["agdb.web.accounts.password.Scrypt"],
    "ROOT_URLCONF": "agdb.web.addresses",
    "TIME_ZONE": "Europe/Amsterdam",
    "USE_I18N": True,
    "USE_TZ": True,
    "WSGI_APPLICATION": None,
    **SAFETY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """What differs between one installation and the next.

    `site` holds the published files. `data` is AGDB_DATA, where database and key are; without it
    there is a site and no desk. `database_url` and `email_url` are AGDB_DATABASE_URL and
    AGDB_EMAIL_URL; without them it is a file below `data`, and messages are printed. `address` is
    AGDB_ADDRESS, at which the site is reached: links in messages begin with it. `languages` are
    those of the programme, the first for who chose none; `misfits` finds what in a register does
    not fit the rest of it. `demo` marks invented content. `openid_url` is
    AGDB_OPENID_URL, a provider at which accounts may sign in. `texts` are those that the papers of
    the programme ask people for. `releases` are those that the
    interface answers from, and `contact` is who is asked about it: name, url and email.
    `metrics_token` is AGDB_METRICS_TOKEN, which who asks for measurements has to show; without it
    they are told on this machine only. With `json_log` every line of the log is JSON. `counters`
    are those of the server that this is part of.
    """

    site: Path
    data: Path | None = None
    database_url: str | None = None
    email_url: str | None = None
    address: str = "http://127.0.0.1:8000/"
    languages: tuple[str, ...] = ()
    misfits: Callable[[Register], Iterable[Fault]] | None = None
    demo: bool = False
    openid_url: str | None = None
    releases: ReleaseStore | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, WrittenText] = field(default_factory=dict)
    metrics_token: str | None = None
    json_log: bool = False
    counters: Counters | None = None


def configure(options: WebOptions) -> None:
    """Configure Django as `options` say, and set it up.

    A process serves one site and one database at a time: called again, it turns to the new ones.
    Raises `DeskError` for an address of a database or mail server that cannot be read.
    """
    changing = _changing(options)
    if not conf.settings.configured:
        conf.settings.configure(**FIXED, **changing)
        django.setup(set_prefix=False)
        return
    for name, value in changing.items():
        setattr(conf.settings, name, value)
    connections["default"].close()
    connections.settings = connections.configure_settings(changing["DATABASES"])
    del connections["default"]


def _changing(options: WebOptions) -> dict[str, Any]:
    host = urlsplit(options.address).hostname or LOCAL[0]
    return {
        "AGDB_ADDRESS": options.address.rstrip("/"),
        "AGDB_CONTACT": dict(options.contact),
        "AGDB_COUNTERS": options.counters,
        "AGDB_DEMO": options.demo,
        "AGDB_DESK": options.data is not None or bool(options.database_url),
        "AGDB_LANGUAGES": options.languages,
        "AGDB_METRICS_TOKEN": options.metrics_token,
        "AGDB_MISFITS": options.misfits,
        "AGDB_RELEASES": None
        if options.releases is None
        else ServedReleases(options.releases, base=f"{options.address.rstrip('/')}/"),
        "AGDB_SITE": options.site,
        "AGDB_TEXTS": options.texts,
        "ALLOWED_HOSTS": list(dict.fromkeys((*LOCAL, host))),
        "DATABASES": {"default": database(options.data, options.database_url)},
        "LOGGING": log_settings(as_json=options.json_log),
        "SECRET_KEY": secret_key(options.data),
        **by_address(options.address, openid=openid(options.openid_url)),
        **email(options.email_url, sender=f"desk@{host}"),
    }
