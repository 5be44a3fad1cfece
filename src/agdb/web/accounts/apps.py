"""Signing in as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sessions, second factors and limits on guessing; accounts themselves are of the desk."""

    name = "agdb.web.accounts"
    label = "desk_accounts"
