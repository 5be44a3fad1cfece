"""What the environment says about proxies and certificates is used, or told in one sentence."""

from __future__ import annotations

import pytest

from agdb.errors import TransportError
from agdb.transport.client import Client

NAMES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of this machine."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize("name", ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "https_proxy"])
@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        ("socks5://127.0.0.1:9", "SOCKS is not supported"),
        ("socks5h://user:geheim@127.0.0.1:9", "SOCKS is not supported"),
        ("socks4://127.0.0.1:9", "no HTTP proxy"),
        ("ftp://127.0.0.1:9", "no HTTP proxy"),
        ("http://[::1", "no HTTP proxy"),
        ("http://user:geheim@127.0.0.1:gate", "no HTTP proxy"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, name: str, proxy: str, reason: str
) -> None:
    monkeypatch.setenv(name, proxy)

    with pytest.raises(TransportError) as told:
        Client()

    assert str(told.value) == (
        f"{name}: the proxy that the environment names cannot be used ({reason}); give it as"
        " http://host:port, or unset it and set NO_PROXY=* to go without."
    )


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "127.0.0.1:9", "http://[::1]:9", ""])
def test_a_proxy_of_http_is_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    with Client():
        pass


def test_the_remedy_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "*")

    with Client():
        pass


def test_certificates_that_are_not_there_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")

    with pytest.raises(TransportError, match=r"SSL_CERT_FILE.* cannot be read .No such file"):
        Client()
