"""OpenID Connect signs in to an account that is there; it never makes one."""

from __future__ import annotations

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class OpenIdAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Nobody signs up at a provider either."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """An unknown address leads to the page that says that there is no account."""
        del request, sociallogin
        return False
