"""Django is configured before a module with a model is read; each test turns it to its own desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agdb.web.settings import WebOptions, configure

configure(WebOptions(site=Path("no-site")))


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[int]:
    """Hash passwords in a thousandth of the time; yield the work factor of the desk."""
    from agdb.web.accounts.password import Scrypt

    real = Scrypt.work_factor
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Scrypt, "work_factor", 2**6)
        yield real
