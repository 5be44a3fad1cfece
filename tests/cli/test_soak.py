"""Readers, contributors and rebuilds together, for as long as AGDB_SOAK_SECONDS says (600).

`pytest -o log_cli=true --log-cli-level=INFO` shows what was done, and the memory it took.
"""

from __future__ import annotations

import json
import logging
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx2 as httpx
import pytest
from tests.cli.test_serve import start, surroundings

pytestmark = pytest.mark.long

SECONDS: Final = int(os.environ.get("AGDB_SOAK_SECONDS", "600"))
READERS: Final = 6
CONTRIBUTORS: Final = 3
NAME: Final = "Bicycle monitor (test data)"
HIDDEN: Final = re.compile(r'name="(csrfmiddlewaretoken|version|for)" value="([^"]*)"')
# Signs in as the invented contributor, past both steps, as often as is asked.
SIGN_IN: Final = """
import sys, time
from pathlib import Path
from agdb.web.settings import WebOptions, configure
configure(WebOptions(site=Path("none"), data=Path(sys.argv[1]), languages=("nl", "en")))
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from agdb.web.desk.models import User
user = User.objects.get(email="contributor@demo.example")
TOTP.activate(user, "JBSWY3DPEHPK3PXP")
for _ in range(int(sys.argv[2])):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["began"] = time.time()
    session.save()
    print(session.session_key)
"""
# The version of the draft that all write to, and how often the log says that it was saved.
KEPT: Final = """
import sys
from pathlib import Path
from agdb.web.settings import WebOptions, configure
configure(WebOptions(site=Path("none"), data=Path(sys.argv[1])))
from agdb.web.desk.models import Event, HandIn
row = HandIn.objects.get(pk=sys.argv[2])
print(row.version, Event.objects.filter(ident=str(row.pk), action="save").count())
print(row.answers.get("text", ""))
"""


@dataclass
class Soak:
    """What happened; a fault is a sentence, and the first one ends everything."""

    address: str
    ends: float
    faults: list[str] = field(default_factory=list)
    answers: int = 0
    saved: list[str] = field(default_factory=list)
    refused: int = 0
    builds: int = 0
    memory: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def goes_on(self) -> bool:
        return time.monotonic() < self.ends and not self.faults

    def check(self, right: bool, what: str) -> None:
        if not right:
            self.faults.append(what)


def python(place: Path, *words: str) -> str:
    """What a Python of its own says, in the surroundings of the server."""
    done = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        env=surroundings(place),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(soak: Soak, number: int) -> None:
    """A reader: pages, assets, data, answers, parts, and what it has already."""
    draw = random.Random(number)
    with httpx.Client(base_url=soak.address, timeout=60) as client:
        page = client.get("/en/").text
        assets = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page)
        known: dict[str, str] = {}
        while soak.goes_on():
            path = draw.choice(
                ["/en/", "/nl/", "/en/indicator/bicycles-number/", *assets[:2],
                 "/api/v1/indicators", f"/api/v1/observations?pageSize={draw.randint(1, 40)}"]
            )  # fmt: skip
            kind = draw.choice(["get", "get", "head", "known", "part"])
            headers = {
                "known": {"if-none-match": known.get(path, "")},
                "part": {"range": "bytes=0-9"},
            }
            answer = client.request(
                "HEAD" if kind == "head" else "GET", path, headers=headers.get(kind, {})
            )
            known[path] = answer.headers.get("etag", "")
            soak.check(answer.status_code in {200, 206, 304}, f"{path}: {answer.status_code}")
            if answer.status_code == 200 and kind != "head":
                whole = "</html>" in answer.text if path.endswith("/") else bool(answer.content)
                soak.check(whole, f"{path} is not whole")
                if path.startswith("/api"):
                    json.loads(answer.content)
            with soak.lock:
                soak.answers += 1


def contribute(soak: Soak, session: str, draft: str, number: int) -> None:
    """A contributor: saves the draft that the others save too, from the version that it sees."""
    cookies = {"desk-session": session}
    with httpx.Client(base_url=soak.address, timeout=60, cookies=cookies) as client:
        turn = 0
        while soak.goes_on():
            turn += 1
            page = client.get(draft).text
            hidden = dict(
                re.findall(r'name="(csrfmiddlewaretoken|version|for)" value="([^"]*)"', page)
            )
            text = f"contributor {number}, turn {turn}"
            answer = client.post(
                draft,
                data={**hidden, "kind": "output", "what": "x", "text": text, "save": "yes"},
                headers={"referer": soak.address},
            )
            with soak.lock:
                if answer.status_code == 302:
                    soak.saved.append(text)
                elif answer.status_code == 409:
                    soak.refused += 1
                else:
                    soak.faults.append(f"saving: {answer.status_code}")
            time.sleep(0.05)


def rebuild(soak: Soak, place: Path) -> None:
    """Somebody who changes the programme, builds and publishes; readers have it at once."""
    file = place / "programme" / "programme.yaml"
    first = file.read_text("utf-8")
    while soak.goes_on():
        name = f"{NAME} {soak.builds + 1}"
        file.write_text(first.replace(NAME, name), "utf-8")
        for words in (["build"], ["publish", str(place / "var" / "site"), "--packed"]):
            python(place, "-m", "agdb", *words)
        time.sleep(0.2)
        for _ in range(6):
            page = httpx.get(f"{soak.address}/en/").text
            soak.check(name in page, f"{name} was published, and a reader has another")
        soak.builds += 1


def watch(soak: Soak, pid: int) -> None:
    """The memory of the processes that answer, in MB together."""
    while soak.goes_on():
        answering = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
        soak.check(len(answering) == 2, "a process of the server ended")
        sizes = [
            re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{one}/status").read_text("utf-8"))
            for one in answering
        ]
        soak.memory.append(sum(int(size[1]) for size in sizes if size) // 1024)
        time.sleep(1)


@pytest.fixture
def server(programme_folder: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demonstration, and its address."""
    process = start(tmp_path, "--port", "0", "--demo")
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    assert found
    yield process, found[0]
    process.terminate()
    process.wait(30)
    process.stdout.close()


def test_nothing_fails_grows_or_is_lost_while_all_are_at_work(
    server: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    # Given a server with a desk, three contributors at one draft, readers, and a programme that
    # changes again and again
    process, address = server
    demo = tmp_path / "var" / "demo"
    sessions = python(tmp_path, "-c", SIGN_IN, str(demo), str(CONTRIBUTORS)).split()
    with httpx.Client(base_url=address, cookies={"desk-session": sessions[0]}) as client:
        page = client.get("/desk/en/hand-in/").text
        hidden = dict(HIDDEN.findall(page))
        choice = re.search(r'value="(demo-region [^"]+)"', page)
        assert choice, page
        begun = client.post("/desk/en/hand-in/", data={**hidden, "initiative": choice[1]})
        draft = begun.headers["location"]
    before = python(tmp_path, "-c", KEPT, str(demo), draft.split("/")[-2]).split()
    soak = Soak(address, time.monotonic() + SECONDS)

    # When they all work together
    work: list[Callable[[], None]] = [
        *(lambda number=number: read(soak, number) for number in range(READERS)),
        *(
            lambda number=number, session=session: contribute(soak, session, draft, number)
            for number, session in enumerate(sessions)
        ),
        lambda: rebuild(soak, tmp_path),
        lambda: watch(soak, process.pid),
    ]
    failed: list[BaseException] = []
    hook, threading.excepthook = threading.excepthook, lambda args: _note(soak, failed, args)
    threads = [threading.Thread(target=one) for one in work]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    threading.excepthook = hook

    # Then nothing failed, and every save that was accepted is there once
    version, saves, *text = python(tmp_path, "-c", KEPT, str(demo), draft.split("/")[-2]).split(
        maxsplit=2
    )
    half = soak.memory[len(soak.memory) // 2 :]
    logging.getLogger("agdb.soak").info(
        "%d s: %d answers, %d saves and %d that came too late, %d releases, memory %d MB at first,"
        " %d half-way and %d at the end (most %d)",
        SECONDS, soak.answers, len(soak.saved), soak.refused, soak.builds,
        soak.memory[0], half[0], half[-1], max(soak.memory),
    )  # fmt: skip
    assert soak.faults == []
    assert failed == []
    assert int(version) - int(before[0]) == len(soak.saved) == int(saves) - int(before[1])
    assert text[0].strip() in soak.saved[-CONTRIBUTORS:]
    assert soak.answers > SECONDS
    assert soak.builds > 0
    assert half[-1] <= half[0] * 1.15 + 32


def _note(soak: Soak, failed: list[BaseException], args: threading.ExceptHookArgs) -> None:
    """What ended a thread ends the others too."""
    if args.exc_value is not None:
        failed.append(args.exc_value)
        soak.faults.append(repr(args.exc_value))
