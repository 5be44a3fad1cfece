"""What was typed when a session had ended: kept for its author until the next sign-in.

A form carries a signed note of whom it was made for. What is sent without a session is kept for
that account and shown again in the form, once; nothing is done until its author sends it again.
"""

from __future__ import annotations

import hashlib
from typing import Final

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, QueryDict

from agdb.web.desk.models import User

_SALT: Final = "agdb.form"
_KEPT: Final = 24 * 3600
_LONGEST: Final = 200_000
FIELD: Final = "for"


def mark(request: HttpRequest) -> str:
    """Return the note for a form on this page: whom it is for and where it is sent."""
    return signing.dumps([str(request.user.pk), request.path], salt=_SALT)


def keep(request: HttpRequest) -> bool:
    """Keep what was sent without a session; return whether it was sent from a form of the desk."""
    try:
        user, path = signing.loads(request.POST.get(FIELD, ""), salt=_SALT, max_age=_KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    body = request.POST.urlencode()
    if path != request.path or len(body) > _LONGEST:
        return False
    cache.set(_key(user, path), body, _KEPT)
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for this account and this page, and forget it."""
    if not isinstance(request.user, User):
        return None
    key = _key(str(request.user.pk), request.path)
    body = cache.get(key)
    if body is None:
        return None
    cache.delete(key)
    return QueryDict(body)


def _key(user: str, path: str) -> str:
    return "held:" + hashlib.sha256(f"{user} {path}".encode()).hexdigest()
