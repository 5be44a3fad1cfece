"""The settings of the Django project, made for one folder and one machine; no module of globals."""

from __future__ import annotations

import secrets
from pathlib import Path

from django import conf


def configure(*, site: Path) -> None:
    """Configure Django to serve the plain files below `site`. Done once a process.

    There is nothing to sign in to yet, so there is no session, no database and no secret to keep:
    the key is drawn anew at every start.
    """
    conf.settings.configure(
        ALLOWED_HOSTS=["127.0.0.1", "localhost", "[::1]", "testserver"],
        APPEND_SLASH=False,
        DEBUG=False,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.common.CommonMiddleware",  # refuses other hosts than ours
            "django.middleware.gzip.GZipMiddleware",
            "django.middleware.http.ConditionalGetMiddleware",
            "agdb.web.headers.strict_headers",
        ],
        ROOT_URLCONF="agdb.web.addresses",
        SECRET_KEY=secrets.token_urlsafe(50),
        SECURE_REFERRER_POLICY="same-origin",
        AGDB_SITE=site,
        USE_I18N=False,
        USE_TZ=True,
        WSGI_APPLICATION=None,
    )
