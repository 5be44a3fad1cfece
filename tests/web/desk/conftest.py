"""A desk with an invented register, once in each database, as new for every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from tests.web.desk.bench import LANGUAGES, NOW, REGISTER, TEXTS, misfits

from agdb.web.settings import WebOptions, configure


def options(folder: Path, url: str | None = None) -> WebOptions:
    """The options of a desk that keeps its files below `folder`."""
    return WebOptions(
        site=folder / "site",
        data=folder,
        database_url=url,
        address="https://monitor.example/",
        languages=LANGUAGES,
        misfits=misfits,
        texts=TEXTS,
    )


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of SQLite with the invented register, to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    fill(options(folder))
    return folder / "desk" / "desk.sqlite3"


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a PostgreSQL; its absence skips, and fails where it is required."""
    url = os.environ.get("AGDB_TEST_POSTGRES")
    if not url:
        reason = "no PostgreSQL is named in AGDB_TEST_POSTGRES (start one with .ci/postgres)"
        if os.environ.get("AGDB_REQUIRE_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    return url


def on_server(url: str, statement: str) -> None:
    """Run a statement on the server at `url`, outside of any transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def named(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(scope="session")
def filled_postgres(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database of PostgreSQL with the invented register, to be copied."""
    name = f"filled_{uuid4().hex}"
    on_server(postgres, f"create database {name}")
    fill(options(tmp_path_factory.mktemp("desk"), named(postgres, name)))
    close()
    yield name
    on_server(postgres, f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WebOptions]:
    """The desk with the invented register; nothing of it is left after the test."""
    data = tmp_path / "var"
    if request.param == "sqlite":
        file = request.getfixturevalue("filled_file")
        (data / "desk").mkdir(parents=True)
        shutil.copy(file, data / "desk" / file.name)
        found = options(data)
        configure(found)
        yield found
        close()
        return
    server, template = (request.getfixturevalue(name) for name in ("postgres", "filled_postgres"))
    name = f"desk_{uuid4().hex}"
    on_server(server, f"create database {name} template {template}")
    found = options(data, named(server, name))
    configure(found)
    yield found
    close()
    on_server(server, f"drop database {name} with (force)")


def fill(found: WebOptions) -> None:
    """Make the tables of a new database, and load the invented register."""
    from agdb.web.desk.exchange import load_register
    from agdb.web.desk.setup import prepare

    configure(found)
    prepare()
    load_register(REGISTER, at=NOW)
    close()


def close() -> None:
    """Let go of the database."""
    from django.db import connections

    connections.close_all()
