"""What every page of the desk does first: ask who it is, and turn refusals into sentences."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agdb.errors import DeskError
from agdb.web.desk.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotThereError,
    WrongStateError,
)
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views import held
from agdb.web.views.menu import actor_of, refuse
from agdb.web.wording import say

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]
_LOG: Final = logging.getLogger("agdb.desk")
_NOTICE: Final = "notice"
_REFUSALS: Final = (NotThereError, ForbiddenError, ConflictError, WrongStateError, InvalidError)


def desk_page(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Return a page of the desk: for who signed in, with every refusal as a sentence."""

    @functools.wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        if _is_unprintable(request):
            return refused(request, "refused.invalid", status=422)
        try:
            return view(request, actor_of(request), *args, **kwargs)
        except (
            NotThereError,
            ForbiddenError,
            ConflictError,
            WrongStateError,
            InvalidError,
        ) as error:
            return _refusal(request, error)

    return asked


def _is_unprintable(request: HttpRequest) -> bool:
    """Whether something was sent with the byte that no key types and no database takes."""
    sent = (*request.GET.lists(), *request.POST.lists())
    return any("\0" in text for name, texts in sent for text in (name, *texts))


def _refusal(request: HttpRequest, error: DeskError) -> HttpResponse:
    match error:
        case ForbiddenError():
            return refused(request, "refused.forbidden", status=403)
        case ConflictError():
            return refused(request, "refused.conflict", status=409, parts=changed_by(error))
        case WrongStateError():
            state = say(active())(f"state.{error.state}")
            return refused(request, "refused.state", status=409, parts={"state": state})
        case InvalidError():
            return refused(request, "refused.invalid", status=422)
    return not_there(request)


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page of the desk, with what was done just before."""
    notice = request.session.pop(_NOTICE, None) if hasattr(request, "session") else None
    filled = {"notice": notice, "mark": held.mark(request), "request": request, **context}
    return render(request, f"desk/{template}", filled, status=status)


def done(request: HttpRequest, key: str, name: str, /, **places: Any) -> HttpResponseRedirect:
    """Lead to the page `name`, which says that what message `key` tells was done."""
    request.session[_NOTICE] = key
    return HttpResponseRedirect(reverse(name, kwargs=places))


def refused(
    request: HttpRequest, key: str, *, status: int, parts: dict[str, str] | None = None
) -> HttpResponse:
    """Return the page that says why something was not done; the log knows no person."""
    _LOG.warning("refused with %d (%s) at %s", status, key, _where(request))
    refuse(request)
    return render(request, "desk/refused.html", {"key": key, "parts": parts or {}}, status=status)


def not_there(request: HttpRequest) -> HttpResponse:
    """Return the page for what does not exist or is of another organisation: the same bytes."""
    return refused(request, "refused.not-there", status=404)


def changed_by(error: ConflictError) -> dict[str, str]:
    """Return who changed something meanwhile, for the sentence that says so."""
    from agdb.web.desk.messages import names  # noqa: PLC0415
    from agdb.web.rendering import written_moment  # noqa: PLC0415

    speak = say(active())
    return {
        "role": speak(f"role.{error.role}") if error.role else speak("role.somebody"),
        "organisation": names("organisations", error.organisation).get(active(), "")
        if error.organisation
        else speak("desk.name"),
        "time": written_moment(error.at) if error.at else "",
    }


def _where(request: HttpRequest) -> str:
    """The kind of page, without the number of a record."""
    match = request.resolver_match
    return match.view_name if match and match.view_name else "an unknown address"


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    kept = request.method == "POST" and held.keep(request)
    query = {"next": request.path, **({"kept": "1"} if kept else {})}
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(query)}")
