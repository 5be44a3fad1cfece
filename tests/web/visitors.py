"""People at the desk over HTTP: an account with its second factor, and a browser of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any
from uuid import UUID

from django.test import Client
from tests.web.desk.bench import NOW

from agdb.web.desk.roles import Actor

PASSWORD = "vier losse woorden 7"
SECRET = "JBSWY3DPEHPK3PXP"


def account(actor: Actor, *, factor: bool = True, password: str | None = PASSWORD) -> Any:
    """An account with the seats of `actor`, a password, and an app for codes."""
    from allauth.mfa.totp.internal.auth import TOTP

    from agdb.web.desk.models import Seat, User

    assert actor.id is not None
    found = User.objects.filter(pk=actor.id).first()
    if found is not None:
        return found
    user = User(pk=actor.id, email=address(actor.id), joined=NOW, language="nl")
    user.set_password(password)
    user.save(force_insert=True)
    for role, organisation in actor.seats:
        Seat.objects.create(user=user, role=role.value, organisation=organisation)
    if factor:
        TOTP.activate(user, SECRET)
    return user


def address(ident: UUID) -> str:
    """The e-mail address of an invented account."""
    return f"account-{ident.int}@example.org"


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """The code that an app shows now, or some steps of 30 seconds from now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def browser(actor: Actor, **options: Any) -> Client:
    """A browser in which `actor` has signed in, past both steps."""
    client = Client(**options)
    client.force_login(account(actor, password=None))
    session = client.session
    session["began"] = NOW.timestamp()
    session.save()
    return client


def value(page: bytes, name: str) -> str:
    """What a hidden field of the first form with it on a page holds."""
    match = re.search(rf'name="{name}" value="([^"]*)"', page.decode())
    assert match is not None, name
    return match[1]
