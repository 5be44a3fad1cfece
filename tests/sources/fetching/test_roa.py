"""ROA over real sockets: the file that the programme names, with its size and checksum."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from tests.sources.fetching.conftest import Ask, Plain
from tests.transport.server import Server, moved, say

from agdb.errors import SourceError

LISTING, FILE = "/api/datasets/:persistentId/", "/api/access/datafile/674144"
BODY = b"regionaam;waarde\r\nNederland;111\r\n"
ORDER: dict[str, Any] = {"table": "doi:10.34894/DVQTOG", "file": "*editie2026.csv"}
MD5 = hashlib.md5(BODY).hexdigest()


def file(**changes: Any) -> dict[str, Any]:
    base = {
        "id": 674144,
        "filename": "AIStot2030_Arbeidsmarktinformatie_editie2026.csv",
        "filesize": len(BODY),
        "checksum": {"type": "MD5", "value": MD5},
    }
    return {"label": "x", "dataFile": {**base, **changes}}


def serve(server: Server, *files: dict[str, Any], licence: Any = None, **headers: Any) -> None:
    version = {
        "files": list(files),
        "releaseTime": "2026-09-01T00:00:00Z",
        "termsOfUse": "name ROA",
    }
    if licence is not None:
        version["license"] = licence
    server.on(LISTING, say({"status": "OK", "data": {"latestVersion": version}}, **headers))
    server.on(FILE, say(BODY, type_="text/csv"))


@pytest.fixture
def roa(ask: Ask, plain: Plain) -> Ask:
    """Ask with a reader that takes everything."""

    def do(**more: Any) -> Any:
        return ask("roa:ais-2030", readers={"roa": (plain,)}, **{**ORDER, **more})

    return do


@pytest.mark.parametrize(
    ("licence", "told"), [(None, "name ROA"), ("CC0", "CC0"), ({"name": "CC BY 4.0"}, "CC BY 4.0")]
)
def test_the_file_is_chosen_by_its_name_and_verified(
    server: Server, roa: Ask, licence: Any, told: str
) -> None:
    older = file(id=1, filename="AIStot2030_Arbeidsmarktinformatie_editie2025.csv")
    serve(server, older, file(), licence=licence)

    delivery = roa().delivery

    assert delivery is not None
    assert server.asked[0].query == {"persistentId": ["doi:10.34894/DVQTOG"]}
    assert delivery.recording.files[0].read() == BODY
    assert delivery.recording.licence == told
    assert delivery.recording.publisher_date == "2026-09-01T00:00:00Z"


def test_a_file_that_the_store_keeps_elsewhere_is_followed(server: Server, roa: Ask) -> None:
    serve(server, file())
    server.on(FILE, moved("/store/abc"))
    server.on("/store/abc", say(BODY, type_="text/csv"))

    assert roa().delivery is not None


def test_a_table_of_the_carrier_is_asked_for_as_it_was(server: Server, roa: Ask) -> None:
    serve(server, file(tabularData=True, filesize=1, originalFileSize=len(BODY)))

    assert roa().delivery is not None
    assert server.asked[-1].query == {"format": ["original"]}


def test_the_same_file_is_not_downloaded_again(server: Server, asking: Any, plain: Plain) -> None:
    serve(server, file())
    with asking("roa:x", readers={"roa": (plain,)}, **ORDER) as first:
        first.settle("v1")

    with asking("roa:x", readers={"roa": (plain,)}, versions=["v1"], **ORDER) as second:
        assert second.delivery is None

    assert server.paths() == [LISTING, FILE, LISTING]


def test_an_etag_of_the_listing_is_believed(server: Server, asking: Any, plain: Plain) -> None:
    serve(server, file(checksum=None), etag='"l"')
    with asking("roa:x", readers={"roa": (plain,)}, **ORDER) as first:
        first.settle("v1")

    with asking("roa:x", readers={"roa": (plain,)}, versions=["v1"], **ORDER) as second:
        assert second.delivery is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"filesize": 7}, "announces 7 bytes and the file has"),
        ({"filesize": None}, "gives no size of the file"),
        ({"checksum": {"type": "MD5", "value": "0" * 32}}, "another checksum"),
    ],
)
def test_a_file_that_is_not_the_one_listed_makes_no_dataset(
    server: Server, roa: Ask, changes: dict[str, Any], told: str
) -> None:
    serve(server, file(**changes))

    with pytest.raises(SourceError, match=told):
        roa()


def test_a_checksum_of_another_kind_is_left_alone(server: Server, roa: Ask) -> None:
    serve(server, file(checksum={"type": "SHA-1", "value": "0"}))

    assert roa().delivery is not None
