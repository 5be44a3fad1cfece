"""What is wrong with a request below /api/, as RFC 9457 writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from agdb.web.api.endpoints import ROOT, VERSION

PROBLEM: Final = "application/problem+json"
_EXPOSED: Final = "API-Version, ETag, Link"
Answer = Callable[[HttpRequest], HttpResponseBase]


class ApiProblemError(Exception):
    """A request that cannot be answered: the status, one sentence, and which parameter it is."""

    def __init__(self, status: HTTPStatus, detail: str, *, parameter: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter = status, detail, parameter


def problem(status: HTTPStatus, detail: str, *, parameter: str = "") -> HttpResponse:
    """Return the answer that says so."""
    told: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    if parameter:
        told["invalidParams"] = [{"name": parameter, "reason": detail}]
    return HttpResponse(json.dumps(told), status=status, content_type=PROBLEM)


def api_answers(answer: Answer) -> Answer:
    """Return the middleware that gives every answer below /api/ what programs rely on.

    Each has the version and may be read by pages of others; whatever goes wrong, also before a
    view is reached, is a problem of RFC 9457 and never a page.
    """

    def told(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not request.path_info.startswith(f"/{ROOT}/") and request.path_info != f"/{ROOT}":
            return response
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM:
            status = HTTPStatus(response.status_code)
            allow = response.headers.get("Allow")
            response = problem(status, status.description or status.phrase)
            if allow:
                response.headers["Allow"] = allow
        response.headers["API-Version"] = VERSION
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return response

    return told
