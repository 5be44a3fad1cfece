"""How long a session lasts, and what it needs: a second factor before anything is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from agdb.web import clock
from agdb.web.language import ROOT

Answer = Callable[[HttpRequest], HttpResponseBase]

LONGEST: Final = timedelta(hours=12)
"""A session ends after so long, also where it is used all the time."""
_AHEAD: Final = timedelta(minutes=5)  # a clock that was set back further ends the session
_BEGAN: Final = "began"
_SETTING_UP: Final = (
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_logout",
    "account_reauthenticate",
)


def begin(request: HttpRequest, *, at: datetime) -> None:
    """Note when the session began."""
    request.session[_BEGAN] = at.timestamp()


def session_rules(answer: Answer) -> Answer:
    """Return the middleware that ends old sessions and asks for a second factor to be set up."""

    def ruled(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(f"/{ROOT}/"):
            return answer(request)
        if request.user.is_authenticated:
            if _is_over(request, now=clock.now()):
                logout(request)
            elif _lacks_factor(request):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
        response = answer(request)
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return ruled


def _is_over(request: HttpRequest, *, now: datetime) -> bool:
    began = request.session.get(_BEGAN)
    if not isinstance(began, int | float):
        return True
    age = now.timestamp() - began
    return age > LONGEST.total_seconds() or age < -_AHEAD.total_seconds()


def _lacks_factor(request: HttpRequest) -> bool:
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    if is_mfa_enabled(request.user, factors):
        return False
    open_ = {reverse(name) for name in _SETTING_UP}
    return request.path not in open_ and "/assets/" not in request.path
