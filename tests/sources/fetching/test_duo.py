"""DUO over real sockets: the file that the programme names, with the rows that DUO announces."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources.fetching.conftest import Ask, Plain
from tests.transport.server import Server, say

from agdb.errors import SourceError, TransportError

SHOW, SEARCH = "/api/3/action/package_show", "/api/3/action/datastore_search"
FILE = "/dataset/p04/download/gediplomeerdenhbo.csv"
BODY = 'DIPLOMAJAAR,NAAM,AANTAL\r\n2024,"een\r\ntwee",4\r\n2025,b,0\r\n'
ORDER: dict[str, Any] = {"table": "p04hogdipl", "file": "*hbo"}


def resource(server: Server, **changes: Any) -> dict[str, Any]:
    base = {
        "id": "0a1b-hbo",
        "name": "gediplomeerdenhbo",
        "format": "CSV",
        "url": server.url + FILE,
        "size": len(BODY),
        "last_modified": "2026-02-01T00:00:00",
        "datastore_active": True,
    }
    return {**base, **changes}


def serve(server: Server, *resources: dict[str, Any], total: int = 2, body: str = BODY) -> None:
    package = {"license_title": "CC-0", "resources": list(resources)}
    server.on(SHOW, say({"help": "", "success": True, "result": package}))
    server.on(SEARCH, say({"success": True, "result": {"total": total, "records": []}}))
    server.on(FILE, say(body, type_="text/csv"))


@pytest.fixture
def duo(ask: Ask, plain: Plain) -> Ask:
    """Ask with a reader that takes everything."""

    def do(**more: Any) -> Any:
        return ask("duo:hbo-diplomas", readers={"duo": (plain,)}, **{**ORDER, **more})

    return do


def test_the_file_that_the_programme_names_is_fetched_and_counted(server: Server, duo: Ask) -> None:
    other = resource(server, id="x", name="gediplomeerdenwo", url=server.url + "/wo.csv")
    guide = resource(server, id="y", name="toelichting hbo", format="PDF")
    serve(server, other, resource(server), guide)

    delivery = duo().delivery

    assert delivery is not None
    assert server.asked[0].query == {"id": ["p04hogdipl"]}
    assert server.asked[1].query == {"resource_id": ["0a1b-hbo"], "limit": ["0"]}
    assert delivery.recording.licence == "CC-0"
    assert delivery.recording.publisher_date == "2026-02-01T00:00:00"
    assert str(delivery.recording.dataset) == "duo:hbo-diplomas"
    assert delivery.recording.files[0].read() == BODY.encode()


def test_the_same_file_is_not_downloaded_again(server: Server, asking: Any, plain: Plain) -> None:
    serve(server, resource(server))
    with asking("duo:x", readers={"duo": (plain,)}, **ORDER) as first:
        first.settle("v1")
    server.on(FILE, say(b"", status=500))

    with asking("duo:x", readers={"duo": (plain,)}, versions=["v1"], **ORDER) as second:
        assert second.delivery is None


def test_an_etag_of_the_package_is_believed(server: Server, asking: Any, plain: Plain) -> None:
    serve(server, resource(server))
    package = {"success": True, "result": {"resources": [resource(server)]}}
    server.on(SHOW, say(package, etag='"p"'))
    with asking("duo:x", readers={"duo": (plain,)}, **ORDER) as first:
        first.settle("v1")
    before = len(server.asked)

    with asking("duo:x", readers={"duo": (plain,)}, versions=["v1"], **ORDER) as second:
        assert second.delivery is None

    assert len(server.asked) == before + 1


@pytest.mark.parametrize("total", [1, 3])
def test_another_number_of_rows_makes_no_dataset(server: Server, duo: Ask, total: int) -> None:
    serve(server, resource(server), total=total)

    with pytest.raises(SourceError, match=f"announces {total} rows and the file has 2"):
        duo()


def test_without_a_number_of_rows_the_size_decides(server: Server, duo: Ask) -> None:
    serve(server, resource(server, datastore_active=False))
    assert duo().delivery is not None

    serve(server, resource(server, datastore_active=False, size=7, last_modified=None))
    with pytest.raises(SourceError, match=f"announces 7 bytes and the file has {len(BODY)}"):
        duo()


def test_with_neither_nothing_is_taken(server: Server, duo: Ask) -> None:
    serve(server, resource(server, datastore_active=False, size=None))

    with pytest.raises(SourceError, match="neither rows nor size"):
        duo()


def test_rows_of_another_width_are_refused(server: Server, duo: Ask) -> None:
    serve(server, resource(server), body="a,b\r\n1,2\r\n3\r\n")

    with pytest.raises(SourceError, match="record 2 has 1 cells and the header has 2"):
        duo()


def test_latin_letters_are_counted_as_well(server: Server, duo: Ask) -> None:
    serve(server, resource(server), total=1)
    server.on(FILE, say("a,b\r\nFrysl\xe2n,2\r\n".encode("latin-1"), type_="text/csv"))

    assert duo().delivery is not None


def test_what_is_no_csv_is_told(server: Server, duo: Ask) -> None:
    serve(server, resource(server), body='a,b\r\n"1"x,2\r\n')

    with pytest.raises(SourceError, match="line 2 is not CSV"):
        duo()


@pytest.mark.parametrize("pattern", ["*", "mbo*"])
def test_several_files_or_none_are_named_in_the_sentence(
    server: Server, duo: Ask, pattern: str
) -> None:
    serve(server, resource(server), resource(server, id="x", name="gediplomeerdenwo"))

    with pytest.raises(SourceError, match="listed are gediplomeerdenhbo, gediplomeerdenwo"):
        duo(file=pattern)


@pytest.mark.parametrize(
    "url", ["https://example.org/a.csv", "http://[::", "ftp://127.0.0.1/a", "/relative.csv"]
)
def test_a_file_elsewhere_is_refused(server: Server, duo: Ask, url: str) -> None:
    serve(server, resource(server, url=url))

    with pytest.raises(SourceError, match="the file is said to be at"):
        duo()


def test_an_empty_file_is_told(server: Server, duo: Ask) -> None:
    serve(server, resource(server), body="")

    with pytest.raises(TransportError, match="the answer is empty"):
        duo()


@pytest.mark.parametrize("path", [SHOW, SEARCH])
def test_an_answer_without_success_is_an_error(server: Server, duo: Ask, path: str) -> None:
    serve(server, resource(server))
    server.on(path, say({"success": False, "error": {}}))

    with pytest.raises(SourceError, match=r"DUO does not (show the package 'p04hogdipl'|say how)"):
        duo()


def test_our_own_id_of_a_transcription_is_not_asked_for(ask: Ask) -> None:
    with pytest.raises(SourceError, match="do not know how to ask"):
        ask("duo:hbo_gediplomeerden_2019")
