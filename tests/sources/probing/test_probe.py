"""Each protocol is asked as its users do, and what differs is told with field and value."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import pytest
from tests.conftest import NOON, ROOT
from tests.sources.fetching.conftest import TABLE, V3, CbsTable
from tests.sources.probing.conftest import (
    CATALOGUE,
    CUBE,
    FILE,
    FLOW,
    LISTING,
    METADATA,
    PACKAGE,
    TOTAL,
    Probe,
    specimen,
)
from tests.transport.server import Reply, Server, broken, dripping, say, silent

from agdb.sources.probing.probe import ProbeOutcome, ServiceVerdict
from agdb.sources.publishers import ADDRESSES, SERVICES
from agdb.transport.limits import IpVersion
from agdb.transport.traffic_log import Exchange

PROPERTIES = f"{TABLE}/Properties"
BULK = "/CSV/CBS/nl/99999NED"
PERIODS = f"{TABLE}/PeriodenCodes"
Change = Callable[[dict[str, Any]], object]


def told(outcome: ProbeOutcome, *, grave: bool | None = None) -> list[tuple[str, str]]:
    """Field and value of what differs."""
    return [
        (one.finding.field, one.finding.value)
        for one in outcome.differences
        if grave is None or one.finding.grave is grave
    ]


def changed(document: Any, change: Change) -> Reply:
    change(document)
    return say(document)


def zipped(*names: str) -> bytes:
    """The small table in bulk, with the members that are named."""
    table = specimen("cbs", "v4-json", "properties.json")
    told = ";".join(("Identifier", "Title", "ObservationCount", "Modified"))
    cells = (table["Identifier"], f'"{table["Title"]}"', "13", table["Modified"])
    rows = {
        "Observations.csv": [
            "Id;Measure;RegioS;Perioden;Value;StringValue;ValueAttribute",
            *(f'{n};M1;NL01;20{n + 10}JJ00;1,5;"";None' for n in range(13)),
        ],
        "MeasureCodes.csv": ["Identifier;Index;Title;Unit", 'M1;1;"Banen";"%"'],
        "Dimensions.csv": [
            "Identifier;Title;Kind",
            'RegioS;"Regio";GeoDimension',
            'Perioden;"Perioden";TimeDimension',
        ],
        "Properties.csv": [told, ";".join(cells)],
        "RegioSCodes.csv": ["Identifier;Index;Title", 'NL01;1;"Nederland"'],
        "PeriodenCodes.csv": [
            "Identifier;Index;Title;Status",
            *(f'20{n + 10}JJ00;{n};"20{n + 10}";Definitief' for n in range(13)),
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "\r\n".join(rows[name]) + "\r\n")
    return out.getvalue()


SETS = (
    *("Observations.csv", "MeasureCodes.csv", "Dimensions.csv", "Properties.csv"),
    *("RegioSCodes.csv", "PeriodenCodes.csv"),
)


@pytest.mark.parametrize("name", ["cbs-v4", "cbs-v3", "eurostat", "duo", "oecd", "worldbank"])
def test_a_service_that_answers_as_it_was_seen_is_as_expected_and_gives_a_recording(
    world: Server, asked: Probe, name: str
) -> None:
    outcome = asked(name)
    assert told(outcome, grave=True) == []
    assert outcome.verdict is ServiceVerdict.EXPECTED
    assert outcome.recording is not None
    assert outcome.recording.files
    groups = [one.asked for one in outcome.seen if one.status == 404]  # not every table has them
    assert all(asked.endswith("Groups") for asked in groups)
    assert all(one.status in {200, 404} for one in outcome.seen)
    assert all(dict(one.headers) and one.body for one in outcome.seen)


def test_the_bulk_form_is_asked_for_however_small_the_table(world: Server, asked: Probe) -> None:
    world.on(BULK, say(zipped(*SETS), type_="application/zip"))
    outcome = asked("cbs-bulk")
    assert (told(outcome), outcome.verdict) == ([], ServiceVerdict.EXPECTED)
    assert outcome.recording is not None
    assert [file.name for file in outcome.recording.files] == ["99999NED.zip"]
    assert not [path for path in world.paths() if path.endswith("/Observations")]


def test_of_roa_only_the_listing_is_asked(world: Server, asked: Probe) -> None:
    outcome = asked("roa")
    assert (outcome.verdict, outcome.recording) == (ServiceVerdict.EXPECTED, None)
    assert world.paths() == [LISTING]


def test_the_host_is_the_one_that_works_and_search_is_never_used(
    world: Server, asked: Probe
) -> None:
    assert ADDRESSES["cbs"] == "https://datasets.cbs.nl"
    asked("cbs-v4")
    targets = [one.target for one in world.asked]
    assert not [target for target in targets if "$search" in target]
    (catalogue,) = (one for one in world.asked if one.path == CATALOGUE)
    assert catalogue.query["$filter"] == ["contains(Title,'Werkzame')"]


def test_each_question_accepts_what_it_wants(world: Server, asked: Probe) -> None:
    # Given a service that answers 406 to whoever does not name the media type
    assert told(asked("cbs-v4"), grave=True) == []
    accepts = {one.path: one.headers["accept"] for one in world.asked}
    assert accepts[METADATA].startswith("application/xml, text/xml")
    assert accepts[PROPERTIES].startswith("application/json")


FAULTS: dict[str, tuple[str, str, Callable[[], Reply], tuple[str, str]]] = {
    "no version": (
        "cbs-v4",
        PROPERTIES,
        lambda: changed(_properties(), lambda p: p.update(Version=None)),
        ("Version", "not there"),
    ),
    "another licence": (
        "cbs-v4",
        PROPERTIES,
        lambda: changed(_properties(), lambda p: p.update(License="see the site")),
        ("License", "see the site"),
    ),
    "a new state": (
        "cbs-v4",
        PROPERTIES,
        lambda: changed(_properties(), lambda p: p.update(Status="Bevroren")),
        ("Status", "Bevroren"),
    ),
    "a date in words": (
        "cbs-v4",
        PROPERTIES,
        lambda: changed(_properties(), lambda p: p.update(Modified="gisteren")),
        ("Modified", "gisteren"),
    ),
    "a count in words": (
        "cbs-v4",
        f"{TABLE}/Observations/$count",
        lambda: say("many", type_="text/plain"),
        ("body", "many"),
    ),
    "metadata as JSON": (
        "cbs-v4",
        METADATA,
        lambda: say({"a": 1}),
        ("Content-Type", "application/json; charset=utf-8"),
    ),
    "406": ("cbs-v4", METADATA, lambda: say("no", status=406), ("HTTP status", "406")),
    "a catalogue that ignores $top": (
        "cbs-v4",
        CATALOGUE,
        lambda: say({"value": [{"Identifier": "1"}] * 3}),
        ("value", '[{"Identifier":"1"},{"Identifier":"1"},{"Identifier":"1"}]'),
    ),
    "a page": (
        "cbs-v4",
        PROPERTIES,
        lambda: say("<html>", type_="text/html"),
        ("Content-Type", "text/html"),
    ),
    "another kind of topic": (
        "cbs-v3",
        f"{V3}/DataProperties",
        lambda: say({"value": [{"ID": 0, "Key": "A", "Title": "A", "Type": "Aside"}]}),
        ("value[].Type", "Aside"),
    ),
    "a zip without dimensions": (
        "cbs-bulk",
        BULK,
        lambda: say(zipped(*SETS[:2]), type_="application/zip"),
        ("members", "MeasureCodes.csv, Observations.csv"),
    ),
    "another version of JSON-stat": (
        "eurostat",
        CUBE,
        lambda: changed(_cube(), lambda c: c.update(version="3.0")),
        ("version", "3.0"),
    ),
    "an unknown flag": (
        "eurostat",
        CUBE,
        lambda: changed(_cube(), lambda c: c.update(status={"0": "q"})),
        ("status.0", "q"),
    ),
    "no success": (
        "duo",
        PACKAGE,
        lambda: say({"success": False, "error": {"message": "moved"}}),
        ("success", "false"),
    ),
    "a total in words": (
        "duo",
        TOTAL,
        lambda: say({"success": True, "result": {"total": "all"}}),
        ("result.total", "all"),
    ),
    "another header": (
        "duo",
        FILE,
        lambda: say(b"A,B\r\n1,2\r\n", type_="text/csv"),
        ("header", "A, B"),
    ),
    "another layout of the OECD": (
        "oecd",
        FLOW,
        lambda: say(b"LOCATION,TIME,Value\r\nNLD,2023,1\r\n", type_="text/csv"),
        ("header", "LOCATION, TIME, Value"),
    ),
    "an error of the World Bank": (
        "worldbank",
        "/country/NLD/indicator/CY.CLE.ZS",
        lambda: say([{"message": [{"id": "120", "value": "Invalid value"}]}]),
        ("[0].page", "not there"),
    ),
    "another kind of checksum": (
        "roa",
        LISTING,
        lambda: say(_listing("SHA-1")),
        ("data.latestVersion.files[].dataFile.checksum.type", "SHA-1"),
    ),
}


def _listing(checksum: str) -> dict[str, Any]:
    file = {"id": 1, "filename": "a", "checksum": {"type": checksum, "value": "0"}}
    latest = {"releaseTime": "2026-01-31T10:00:00Z", "files": [{"dataFile": file}]}
    return {"status": "OK", "data": {"latestVersion": latest}}


def _properties() -> dict[str, Any]:
    return dict(specimen("cbs", "v4-json", "properties.json"))


def _cube() -> dict[str, Any]:
    return dict(specimen("eurostat", "json-stat.json"))


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_difference_is_found_by_field_and_value(
    world: Server, asked: Probe, fault: str
) -> None:
    name, path, reply, found = FAULTS[fault]
    if name == "cbs-bulk":
        world.on(BULK, say(zipped(*SETS), type_="application/zip"))
    if name == "worldbank":
        for number in (1, 2):
            del world.routes[f"{path}?format=json&per_page=1000&page={number}"]
    world.on(path, reply())
    outcome = asked(name)
    assert found in told(outcome)
    wanted = next(d for d in outcome.differences if (d.finding.field, d.finding.value) == found)
    assert wanted.finding.expected
    assert path.partition("?")[0] in wanted.asked.replace("%24", "$")


def test_what_we_never_saw_is_a_remark_and_no_fault(world: Server, asked: Probe) -> None:
    words = changed(_properties(), lambda p: p.update(Status="Bevroren", Version="2026"))
    world.on(PROPERTIES, words)
    outcome = asked("cbs-v4")
    assert told(outcome, grave=False) == [("Version", "2026"), ("Status", "Bevroren")]
    assert outcome.verdict is ServiceVerdict.EXPECTED


@pytest.mark.parametrize(("count", "told_of"), [(7464, True), (7465, False), (8000, False)])
def test_the_count_that_a_user_wrote_down_is_a_known_answer(count: int, told_of: bool) -> None:
    v4 = next(one for one in SERVICES if one.id == "cbs-v4")
    body = {**_properties(), "Identifier": "86355NED", "ObservationCount": count}
    address = v4.first(v4.subject.order(ADDRESSES))
    headers = (("content-type", "application/json"),)
    seen = Exchange(address, address, NOON, 200, headers, msgspec.json.encode(body))
    found = [f.field for expected in v4.expects for f in expected.findings(seen)]
    assert found == (["ObservationCount"] if told_of else [])


def test_a_status_that_its_description_contradicts_is_a_remark(world: Server, asked: Probe) -> None:
    # Given a period that is definitive and described as provisional, as in 86355NED
    codes = dict(specimen("cbs", "v4-json", "codes-Perioden.json"))
    codes["value"][0].update(Status="Definitief", Description="Voorlopige cijfers")
    world.on(PERIODS, say(codes))
    outcome = asked("cbs-v4")
    identifier = codes["value"][0]["Identifier"]
    assert (f"value[{identifier}].Description", "Voorlopige cijfers") in told(outcome, grave=False)
    assert outcome.verdict is ServiceVerdict.EXPECTED
    assert outcome.recording is not None


def test_the_flags_that_eurostat_was_seen_to_use_are_as_expected(
    world: Server, asked: Probe
) -> None:
    cube = _cube()
    cube["status"] = {"0": "u", "1": "b", "2": "d", "3": "|C", "4": "bu"}
    world.on(CUBE, say(cube))
    assert told(asked("eurostat"), grave=True) == []


@pytest.mark.parametrize(("mark", "word"), [("-1", "1 times -1"), ("4", "1 times 4")])
def test_how_duo_hides_small_counts_is_told(
    world: Server, asked: Probe, mark: str, word: str
) -> None:
    body = specimen_csv().replace(b'"4"', f'"{mark}"'.encode())
    world.on(FILE, say(body, type_="text/csv"))
    outcome = asked("duo")
    assert told(outcome) == [("AANTAL_GEDIPLOMEERDEN", word)]
    assert outcome.verdict is ServiceVerdict.EXPECTED


def specimen_csv() -> bytes:
    return (ROOT / "specimens" / "duo" / "gediplomeerdengeslhbo.csv").read_bytes()


def test_a_service_that_resets_every_connection_is_told_as_such(
    world: Server, asked: Probe
) -> None:
    # Given every data address of CBS resetting, as in September 2026
    for path in list(world.routes):
        world.on(path, broken(b"{}", after=0))
    outcome = asked("cbs-v4")
    assert outcome.verdict is ServiceVerdict.SILENT
    assert any("resets the connection" in value for _, value in told(outcome, grave=True))
    assert all(one.fault for one in outcome.seen)


def test_a_slow_drip_is_waited_for_and_silence_is_not(
    world: Server, cbs: CbsTable, asked: Probe
) -> None:
    # Given properties that take longer than the limit on silence, a few bytes at a time
    body = say_body(_properties())
    world.on(PROPERTIES, dripping(body, pause=0.02, piece=20))
    assert len(body) / 20 * 0.02 > 0.5
    slow = asked("cbs-v4", read=0.5)
    assert (slow.verdict, told(slow, grave=True)) == (ServiceVerdict.EXPECTED, [])
    world.on(PROPERTIES, silent(1.5))
    still = asked("cbs-v4", read=0.5)
    assert any("fell silent" in value for _, value in told(still, grave=True))


def say_body(document: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=8)


def test_more_observations_than_are_counted_is_a_difference(
    world: Server, cbs: CbsTable, asked: Probe
) -> None:
    world.on(f"{TABLE}/Observations/$count", say("12", type_="text/plain"))
    outcome = asked("cbs-v4")
    assert ("answer", "CBS promises 13 observations and 12 are there") in told(outcome, grave=True)
    assert outcome.recording is None


@contextmanager
def hanging(port: int) -> Iterator[None]:
    """Something at ::1 that takes connections and never answers."""
    with socket.create_server(("::1", port), family=socket.AF_INET6) as listener:
        taken: list[socket.socket] = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    taken.append(listener.accept()[0])

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            for connection in taken:
                connection.close()


def test_a_network_on_which_ipv6_hangs_is_found_and_left_out(
    world: Server, asked: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a name with an address of each family, of which that of IPv6 takes and never answers
    port = int(world.url.rpartition(":")[2])
    both = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    try:
        with hanging(port):
            outcome = asked("eurostat", base=f"http://localhost:{port}", read=0.5)
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 on its loopback ({error.strerror})")
    # Then it says which family answers, asks over that one, and how to leave the other out
    assert outcome.families[IpVersion.IPV4] == ""
    assert "fell silent" in outcome.families[IpVersion.IPV6]
    assert outcome.verdict is ServiceVerdict.EXPECTED
    (remark,) = (one.finding for one in outcome.differences if one.finding.field == "ipv6")
    assert remark.expected == "an answer; AGDB_ADDRESS_FAMILY=ipv4 leaves it out"


def test_a_host_that_nobody_knows_is_no_answer(
    asked: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    outcome = asked("eurostat", base="http://example.invalid")
    assert outcome.verdict is ServiceVerdict.SILENT
    assert all(outcome.families.values())
    ((field, value),) = told(outcome)
    assert field == "answer"
    assert "no connection to example.invalid" in value


def test_cookies_are_not_in_the_evidence(world: Server, asked: Probe) -> None:
    world.on(CUBE, say(_cube(), Set_Cookie="session=1", X_Odd="kept"))
    (seen,) = asked("eurostat").seen
    names = {name.lower() for name, _ in seen.headers}
    assert "x-odd" in names
    assert "set-cookie" not in names
