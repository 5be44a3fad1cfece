"""A request comes to the project as PEP 3333 says."""

from __future__ import annotations

from typing import Any
from wsgiref import validate

import pytest
from tests.web.rsgi import Headers, Scope

from agdb.web.gateway import environ


def made(scope: Any, body: bytes = b"") -> dict[str, Any]:
    return environ(scope, body)


def test_everything_that_the_protocol_asks_for_is_there() -> None:
    found = made(Scope(method="POST", headers=Headers(host="a", content_type="text/x")), b"abc")

    assert found["CONTENT_LENGTH"] == "3"
    assert found["CONTENT_TYPE"] == "text/x"
    assert found["wsgi.input"].read() == b"abc"
    assert (found["SERVER_NAME"], found["SERVER_PORT"]) == ("127.0.0.1", "8000")
    del found["CONTENT_TYPE"], found["CONTENT_LENGTH"]
    validate.check_environ(found)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("client", "address"), [("10.0.0.1:1234", "10.0.0.1"), ("[::1]:1234", "::1")]
)
def test_the_address_of_a_client_has_no_port(client: str, address: str) -> None:
    assert made(Scope(client=client))["REMOTE_ADDR"] == address


def test_a_path_comes_in_its_bytes() -> None:
    assert made(Scope(path="/é/"))["PATH_INFO"].encode("latin-1").decode() == "/é/"


def test_a_name_with_an_underscore_is_never_taken_for_one_of_the_server_in_front() -> None:
    class Sent(Headers):
        def items(self) -> list[tuple[str, str]]:
            return [("x_forwarded_proto", "https"), ("x-forwarded-for", "a"), ("accept", "b"),
                    ("accept", "c"), ("content-length", "9")]  # fmt: skip

    found = made(Scope(headers=Sent()))

    assert "HTTP_X_FORWARDED_PROTO" not in found
    assert found["HTTP_X_FORWARDED_FOR"] == "a"
    assert found["HTTP_ACCEPT"] == "b,c"
    assert (found["CONTENT_LENGTH"], "HTTP_CONTENT_LENGTH" in found) == ("0", False)
