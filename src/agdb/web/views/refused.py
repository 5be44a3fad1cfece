"""What the desk answers to what it does not do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agdb.web import pages
from agdb.web.language import ROOT
from agdb.web.views import held
from agdb.web.views.page import not_there, refused


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without its token; what was typed in one of ours is kept for its author."""
    del reason
    if held.keep(request):
        return HttpResponseRedirect(f"{reverse('account_login')}?next={request.path}&kept=1")
    return refused(request, "refused.forged", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page: in the words of the site, or of the desk below it."""
    if request.path_info.startswith(f"/{ROOT}/"):
        return not_there(request)
    return pages.missing(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the mistake is ours; what happened is in the log."""
    return (
        HttpResponse("500", status=500, content_type="text/plain; charset=utf-8")
        if not request.path_info.startswith(f"/{ROOT}/")
        else refused(request, "refused.broken", status=500)
    )
