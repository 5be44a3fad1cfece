"""The templates of the desk: everything is escaped, and an unknown name is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, PackageLoader, StrictUndefined

from agdb.web.accounts.faults import account_faults, drawing, openid
from agdb.web.assets import asset
from agdb.web.language import ROOT, active, switched
from agdb.web.wording import spoken


def environment(**_: object) -> Environment:
    """Return the environment in which the pages of the desk are made."""
    made = Environment(
        loader=PackageLoader("agdb.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    made.globals.update(
        say=lambda key, n=None, **parts: spoken()[active()].say(key, n, **parts),
        words=in_words,
        day=written_day,
        moment=written_moment,
        link=reverse,
        asset=asset,
        account_faults=account_faults,
        openid=openid,
        drawing=drawing,
    )
    return made


def in_words(words: Mapping[str, str]) -> str:
    """Return a text of the register in the active language."""
    return spoken()[active()].words(words)


def written_day(day: date | datetime | None) -> str:
    """Return a day in full in the active language, an empty text for None."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return spoken()[active()].date(day)


def written_moment(at: datetime) -> str:
    """Return day and time in the active language and the time zone of the desk."""
    local = timezone.localtime(at)
    hour, minute = f"{local:%H}", f"{local:%M}"
    return spoken()[active()].say("desk.moment", day=written_day(local), hour=hour, minute=minute)


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page of the desk needs around its content."""
    from agdb.web.views.menu import is_refused, menu  # noqa: PLC0415 -- the menu asks for models

    home = f"/{ROOT}/{active()}/"
    return {
        "language": active(),
        "languages": switched(home if is_refused(request) else request.path_info),
        "menu": SimpleLazyObject(lambda: menu(request)),
    }
