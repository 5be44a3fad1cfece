"""A letter, handed to a mail server on this machine."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from tests.conftest import NOON

from agdb.errors import TransportError, UsageError
from agdb.transport.mail import Mailbox, send


@dataclass
class Post:
    """A mail server that takes one letter, or refuses its receiver."""

    refuses: bool = False
    said: list[str] = field(default_factory=list)

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._listener.close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            letter = False
            for raw in lines:
                line = raw.decode("latin-1").rstrip("\r\n")
                self.said.append(line)
                if letter:
                    letter = line != "."
                    reply = "" if letter else "250 taken"
                else:
                    reply = self._reply(line.split(" ")[0].upper())
                    letter = line.upper() == "DATA"
                if reply:
                    connection.sendall(f"{reply}\r\n".encode())
                if reply.startswith("221"):
                    return

    def _reply(self, verb: str) -> str:
        if verb == "RCPT" and self.refuses:
            return "550 nobody here"
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 fine")


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server on this machine."""
    server = Post()
    server.start()
    yield server
    server.stop()


def test_a_letter_arrives_with_its_receivers_subject_and_text(post: Post) -> None:
    mailbox = Mailbox(("a@example.org", "b@example.org"), "agdb@example.org", post.url)

    send(mailbox, subject="Nieuwe cijfers", text="cbs:1: new.", moment=NOON, timeout=5)

    assert "Subject: Nieuwe cijfers" in post.said
    assert "To: a@example.org, b@example.org" in post.said
    assert "cbs:1: new." in post.said
    assert sum(line.lower().startswith("rcpt to") for line in post.said) == 2


def test_a_letter_that_is_refused_is_told(post: Post) -> None:
    post.refuses = True
    mailbox = Mailbox(("a@example.org",), "agdb@example.org", post.url)

    with pytest.raises(TransportError, match=r"127\.0\.0\.1 did not take the letter"):
        send(mailbox, subject="x", text="y", moment=NOON, timeout=5)


def test_a_password_is_not_said_before_the_line_is_encrypted(post: Post) -> None:
    server = post.url.replace("//", "//me:s%40cret@")

    with pytest.raises(TransportError) as caught:
        send(Mailbox(("a@b.nl",), "a@b.nl", server), subject="x", text="y", moment=NOON, timeout=5)

    assert "s@cret" not in str(caught.value)
    assert not any("AUTH" in line for line in post.said)


def test_an_encrypted_line_to_a_server_that_has_none_is_told(post: Post) -> None:
    server = post.url.replace("smtp:", "smtps:")

    with pytest.raises(TransportError, match="did not take the letter"):
        send(Mailbox(("a@b.nl",), "a@b.nl", server), subject="x", text="y", moment=NOON, timeout=5)


@pytest.mark.parametrize("server", ["mail.example.org", "http://a", "smtp://", "smtp://a:b"])
def test_what_is_no_mail_server_is_wrong_use(server: str) -> None:
    with pytest.raises(UsageError, match="not the address of a mail server"):
        send(Mailbox(("a@b.nl",), "a@b.nl", server), subject="x", text="y", moment=NOON)
