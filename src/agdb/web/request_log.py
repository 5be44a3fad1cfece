"""A line in the log for each request that the project answered; without whose it was, or what for.

What is answered from memory is counted (`/metrics`) and has no line.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from agdb.web.json_lines import MORE

_LOG: Final = logging.getLogger("agdb.request")
_PUBLIC: Final = frozenset({"agdb.web.pages.page", "agdb.web.api.views.api"})
View = Callable[[HttpRequest], HttpResponseBase]


def log_settings(*, as_json: bool) -> dict[str, Any]:
    """Return what Django is told about its log: warnings, on the error stream.

    A refusal is logged by us, without the number of a record.
    """
    handler: dict[str, Any] = {"class": "logging.StreamHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "agdb.web.json_lines.JsonLines"}},
        "handlers": {"stream": handler | ({"formatter": "json"} if as_json else {})},
        "loggers": {
            "agdb": {"handlers": ["stream"], "level": "WARNING"},
            "agdb.desk": {"level": "INFO"},  # who signed in, by an opaque id
            "agdb.request": {"level": "INFO" if as_json else "WARNING"},
            "django": {"handlers": ["stream"], "level": "WARNING"},
            "django.request": {"level": "ERROR"},
        },
    }


def logged(answer: View) -> View:
    """Return the middleware that tells kind, status and time of each answer.

    The address stands there only of what is published: one that does not exist, or one of the desk,
    can have a name in it.
    """

    def told(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = answer(request)
        found: dict[str, object] = {
            "method": request.method,
            "status": response.status_code,
            "milliseconds": round(1000 * (time.perf_counter() - began), 1),
        }
        if request.resolver_match is not None:
            found["view"] = request.resolver_match.view_name
            if found["view"] in _PUBLIC and response.status_code < 400:
                found["path"] = request.path_info
        _LOG.info("request", extra={MORE: found})
        return response

    return told
