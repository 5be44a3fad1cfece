"""What every answer says to the browser: nothing from elsewhere, no script but our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from agdb.publication.edition import POLICY

Answer = Callable[[HttpRequest], HttpResponseBase]

_FRAMES: Final = "frame-ancestors 'none'"  # what a page cannot say of itself


def strict_headers(answer: Answer) -> Answer:
    """Return the middleware that adds the content security policy to every answer."""

    def with_headers(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers["Content-Security-Policy"] = f"{_policy(request.path_info)}; {_FRAMES}"
        response.headers["Permissions-Policy"] = "interest-cohort=()"
        return response

    return with_headers


def _policy(path: str) -> str:
    """The policy of the site; a form of the desk may also lead to where accounts sign in."""
    if not path.startswith("/desk/") or not settings.AGDB_FORM_TARGETS:
        return POLICY
    targets = " ".join(settings.AGDB_FORM_TARGETS)
    return POLICY.replace("form-action 'self'", f"form-action 'self' {targets}")
