"""The desk with the invented register, at an http address of this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.web.desk.bench import NOW
from tests.web.desk.conftest import close, fill, options

from agdb.web.settings import WebOptions, configure


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the invented register, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    fill(options(folder))
    return folder / "desk" / "desk.sqlite3"


@pytest.fixture
def desk(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebOptions]:
    """The desk as new, on the day of its register; messages are in `django.core.mail.outbox`."""
    from django.conf import settings
    from django.core import mail

    from agdb.web import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)

    data = tmp_path / "var"
    (data / "desk").mkdir(parents=True)
    shutil.copy(filled, data / "desk" / filled.name)
    found = replace(options(data), address="http://127.0.0.1:8000/")
    configure(found)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    yield found
    close()
