"""Whether a browser has signed in to an account before: a signed cookie, and no list of devices."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

_COOKIE: Final = "desk-device"
_SALT: Final = "agdb.device"
_AGE: Final = 180 * 24 * 3600


def is_known(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Return whether this browser was remembered for `user` in the last half year."""
    try:
        said = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_AGE)
    except signing.BadSignature:
        return False
    return bool(said == _name(user))


def remember(response: HttpResponseBase, user: AbstractBaseUser) -> None:
    """Let the browser that gets `response` be known for `user`."""
    response.set_cookie(
        _COOKIE,
        signing.dumps(_name(user), salt=_SALT),
        max_age=_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name(user: AbstractBaseUser) -> str:
    return salted_hmac(_SALT, str(user.pk), algorithm="sha256").hexdigest()
