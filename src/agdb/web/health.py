"""Whether the server is alive, and whether it is ready: for who watches it, without any secret."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

_NEVER_KEPT: Final = {"Cache-Control": "no-store"}


def live(request: HttpRequest) -> HttpResponse:
    """Answer: who does not get this has to start the server again."""
    del request
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=_NEVER_KEPT)


def ready(request: HttpRequest) -> JsonResponse:
    """Answer what can be served; 503 where a published site or the database of the desk is not.

    `desk` is null for a server without a desk.
    """
    del request
    site: Path = settings.AGDB_SITE
    found = {
        "site": (site / "index.html").is_file(),
        "desk": _answers() if settings.AGDB_DESK else None,
    }
    status = 503 if False in found.values() else 200
    return JsonResponse(found, status=status, headers=_NEVER_KEPT)


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return False
    return True
