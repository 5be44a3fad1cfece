"""What went wrong in a form of signing in, in our own words: never which part was wrong."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.forms import BaseForm
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from agdb.web.language import active
from agdb.web.wording import say

_SENTENCES: Final = {
    "password_too_short": "error.password-short",
    "password_too_long": "error.password-long",
    "password_too_common": "error.password-common",
    "password_too_similar": "error.password-similar",
    "cannot_delete_authenticator": "error.last-factor",
}
_TOO_OFTEN: Final = frozenset({"too_many_login_attempts", "rate_limited"})
_MINUTES: Final = 5


def account_faults(form: BaseForm) -> list[str]:
    """Return each mistake of a form of signing in once, as a sentence in the active language."""
    found: list[str] = []
    speak = say(active())
    for name, errors in form.errors.as_data().items():
        for error in errors:
            if error.code in _TOO_OFTEN:
                found.append(speak("error.too-often", minutes=_MINUTES))
            elif error.code in _SENTENCES:
                found.append(speak(_SENTENCES[error.code]))
            elif name == "password2":
                found.append(speak("error.password-differ"))
            else:
                found.append(speak("error.sign-in"))
    return list(dict.fromkeys(found))


def openid() -> list[dict[str, str]]:
    """Return the providers at which accounts may sign in, with the address of each."""
    if not settings.AGDB_OIDC:
        return []
    return [
        {"name": app["name"], "href": reverse("openid_connect_login", args=[app["provider_id"]])}
        for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    ]


def drawing(svg: str) -> SafeString:
    """Return the picture of a key as it was drawn here, without the line that a file begins with.

    >>> drawing("<?xml version='1.0'?><svg/>")
    '<svg/>'
    """
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 -- drawn by us, of a key that is ours
