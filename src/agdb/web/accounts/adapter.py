"""What this desk does its own way in signing in: nobody signs up, and every message is ours."""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from agdb.web import clock
from agdb.web.accounts.device import is_known, remember
from agdb.web.accounts.letters import send_letter
from agdb.web.accounts.session import begin
from agdb.web.language import active
from agdb.web.rendering import written_moment

_LOG: Final = logging.getLogger("agdb.desk")
_LETTERS = {
    "account/email/password_reset_key": "reset",
    "account/email/password_changed": "password-changed",
    "account/email/password_reset": "password-changed",
    "mfa/email/totp_activated": "factor-changed",
    "mfa/email/totp_deactivated": "factor-changed",
    "mfa/email/recovery_codes_generated": "factor-changed",
    "mfa/email/webauthn_added": "factor-changed",
    "mfa/email/webauthn_removed": "factor-changed",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are made by the administrator; what is sent holds one address and no figure."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an account is an invitation that was taken."""
        del request
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page after signing in, unless another one was asked for."""
        del request
        return reverse("desk-home")

    def is_safe_url(self, url: str | None) -> bool:
        """Only pages of the desk are gone on to."""
        return bool(url) and not urlsplit(url).netloc and str(url).startswith("/desk/")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send our own words for an occasion, none for one of which we have nothing to say.

        An address that is not known gets nothing at all: the page says the same either way.
        """
        key = _LETTERS.get(template_prefix)
        if key is None:
            return
        address = context.get("password_reset_url") or reverse("desk-account")
        send_letter(key, to=email, language=active(), address=address)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of an account that its password or second factor changed."""
        del email
        self.send_mail(template_prefix, getattr(user, "email", ""), context or {})

    def render_mail(self, *_: object, **__: object) -> EmailMessage:
        """Refuse: nothing is sent in words that are not ours."""
        raise NotImplementedError

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the client: as the server in front of this one tells it, if there is one.

        Only the last address of the header is believed, for that server wrote it itself.
        """
        if settings.AGDB_BEHIND_PROXY:
            told = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
            if told:
                return told
        return str(request.META.get("REMOTE_ADDR", ""))

    def post_login(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        **kwargs: object,
    ) -> HttpResponseBase:
        """Begin the session, and tell the owner of an account of a device that is new to it."""
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        _LOG.info("signed in: account %s", user.pk)
        begin(request, at=clock.now())
        if not is_known(request, user):
            if Authenticator.objects.filter(user_id=user.pk).exists():
                send_letter(
                    "new-device",
                    to=getattr(user, "email", ""),
                    language=active(),
                    address=reverse("desk-account"),
                    moment=written_moment(clock.now()),
                )
            remember(response, user)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: object) -> None:
        """Log that a sign-in failed, and not whose."""
        del request, credentials
        _LOG.warning("a sign-in was refused: address or password")


@receiver(authentication_failed)
def _log_failed_code(**_: object) -> None:
    _LOG.warning("a sign-in was refused: code or passkey")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Second factors: required, named by the desk, and encrypted at rest."""

    def get_totp_issuer(self) -> str:
        """The name under which an authenticator app lists the account."""
        return str(settings.AGDB_ISSUER)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor of an account stays."""
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept: with the key of the desk, which is in no table."""
        return str(_sealed().encrypt(text.encode()), "ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that `encrypt` made.

        What another key sealed comes back as a secret that nobody knows, so no code fits it.
        """
        try:
            return str(_sealed().decrypt(encrypted_text.encode("ascii")), "utf-8")
        except InvalidToken:
            _LOG.error("a second factor was sealed with another key: it has to be set up again")
            return str(generate_totp_secret())


def _sealed() -> Fernet:
    key = hashlib.blake2b(b"second factor", key=settings.SECRET_KEY.encode()[:64], digest_size=32)
    return Fernet(base64.urlsafe_b64encode(key.digest()))
