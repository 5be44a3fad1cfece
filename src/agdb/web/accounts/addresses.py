"""The addresses of signing in. What allauth offers beyond them does not exist here."""

from __future__ import annotations

from typing import Final, NoReturn

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import URLPattern, include, path, re_path
from django.urls.resolvers import URLResolver


def _closed(request: HttpRequest, **_: object) -> NoReturn:
    """Answer as if there were nothing: allauth asks for the address only."""
    del request
    raise Http404


def _addresses() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = [
        path("sign-in/", account.login, name="account_login"),
        path("sign-out/", account.logout, name="account_logout"),
        path("inactive/", account.account_inactive, name="account_inactive"),
        path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
        path("account/password/", account.password_change, name="account_change_password"),
        path("password/", account.password_reset, name="account_reset_password"),
        path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "password/done/",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
        path("sign-in/code/", factor.authenticate, name="mfa_authenticate"),
        path("sign-in/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
        path("account/confirm/code/", factor.reauthenticate, name="mfa_reauthenticate"),
        path(
            "account/confirm/passkey/",
            passkey.reauthenticate_webauthn,
            name="mfa_reauthenticate_webauthn",
        ),
        path("account/factors/", factor.index, name="mfa_index"),
        path("account/factors/app/", totp.activate_totp, name="mfa_activate_totp"),
        path("account/factors/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
        path("account/factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
        path(
            "account/factors/codes/new/",
            codes.generate_recovery_codes,
            name="mfa_generate_recovery_codes",
        ),
        path("account/factors/passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
        path("account/factors/passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
        path(
            "account/factors/passkeys/<int:pk>/remove/",
            passkey.remove_webauthn,
            name="mfa_remove_webauthn",
        ),
        *(path(f"closed/{name}/", _closed, name=name) for name in _CLOSED),
    ]
    if settings.AGDB_OIDC:
        found.append(path("with/", include("allauth.socialaccount.urls")))
        found.append(path("with/", include("allauth.socialaccount.providers.openid_connect.urls")))
    return found


_CLOSED: Final = (
    "account_signup",
    "account_email",
    "account_set_password",
    "account_email_verification_sent",
    "account_confirm_email",
    "mfa_edit_webauthn",
    "mfa_download_recovery_codes",
)

addresses: Final = _addresses()
