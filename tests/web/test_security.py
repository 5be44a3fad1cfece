"""The settings of the desk are safe: what Django itself checks, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.web.at_the_desk import desk, filled
from tests.web.desk.bench import RING
from tests.web.visitors import browser

from agdb.errors import DeskError
from agdb.web.security import openid
from agdb.web.settings import WebOptions, configure

__all__ = ["desk", "filled"]


@pytest.fixture
def https(desk: WebOptions) -> WebOptions:
    """The same desk behind a server that speaks https."""
    found = replace(desk, address="https://monitor.example/")
    configure(found)
    return found


@pytest.mark.usefixtures("https")
def test_django_finds_nothing_to_warn_of_before_it_is_deployed() -> None:
    from django.core import checks

    found = checks.run_checks(include_deployment_checks=True)

    assert [str(one) for one in found] == []


@pytest.mark.usefixtures("https")
def test_at_an_https_address_everything_is_https() -> None:
    plain = Client().get("/desk/en/sign-in/", headers={"host": "monitor.example"})
    assert plain["Location"] == "https://monitor.example/desk/en/sign-in/"

    secure = Client().get("/desk/en/sign-in/", secure=True, headers={"host": "monitor.example"})
    assert secure["Strict-Transport-Security"].startswith("max-age=31536000")
    assert secure.cookies["__Secure-desk-csrf"]["secure"]


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_who_watches_the_server_on_its_own_machine_asks_without_https(path: str) -> None:
    assert Client().get(path, headers={"host": "127.0.0.1:8000"}).status_code in {200, 503}
    beside = Client().get(f"{path}/more", headers={"host": "127.0.0.1:8000"})
    assert beside["Location"] == f"https://127.0.0.1:8000{path}/more"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ["/desk/en/sign-in/", "/desk/en/", "/desk/en/none/", "/desk/"])
def test_every_page_of_the_desk_has_strict_headers(path: str) -> None:
    answer = browser(RING).get(path)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.usefixtures("desk")
def test_no_page_of_the_desk_is_kept_by_a_browser() -> None:
    assert "no-store" in browser(RING).get("/desk/en/")["Cache-Control"]


@pytest.mark.usefixtures("desk")
def test_no_page_has_script_or_style_inside() -> None:
    for path in ("", "account/", "hand-in/", "account/factors/"):
        page = browser(RING).get(f"/desk/en/{path}").content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert " onclick" not in page


def test_a_site_without_desk_has_no_address_below_it(desk: WebOptions) -> None:
    configure(WebOptions(site=desk.site))

    for path in ("/desk/", "/desk/en/", "/desk/en/sign-in/", "/desk/assets/x"):
        assert Client().get(path).status_code == 404, path
    assert Client().post("/desk/en/sign-in/", {"login": "a", "password": "b"}).status_code == 404


@pytest.mark.usefixtures("desk")
def test_a_form_may_lead_to_the_provider_that_is_named_and_to_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "AGDB_FORM_TARGETS", ("https://login.example",))

    inside = Client().get("/desk/en/sign-in/")["Content-Security-Policy"]
    outside = Client().get("/")["Content-Security-Policy"]

    assert "form-action 'self' https://login.example;" in inside
    assert "login.example" not in outside


@pytest.mark.parametrize(
    "url", ["http://a:b@login.example/", "https://login.example/", "https://a@login.example/x"]
)
def test_a_provider_that_cannot_be_read_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(DeskError, match="AGDB_OPENID_URL cannot be read") as refused:
        openid(url)

    assert "a:b" not in str(refused.value)


@pytest.mark.usefixtures("desk")
def test_the_address_of_a_client_is_believed_only_from_the_server_in_front(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from allauth.account.adapter import get_adapter
    from django.conf import settings
    from django.test import RequestFactory

    request: Any = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.9"})

    assert get_adapter().get_client_ip(request) == "127.0.0.1"
    monkeypatch.setattr(settings, "AGDB_BEHIND_PROXY", True)
    assert get_adapter().get_client_ip(request) == "10.0.0.9"


def test_a_stolen_password_costs_64_megabytes_a_guess(cheap_passwords: int) -> None:
    from agdb.web.accounts.password import Scrypt

    memory = 128 * Scrypt.block_size * cheap_passwords  # RFC 7914

    assert memory == 64 * 2**20
    assert memory < Scrypt.maxmem
