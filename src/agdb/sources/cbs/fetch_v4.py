"""A whole table of CBS as a zip of CSV files: is it a zip to its end, and how much is in it."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.cbs.fetch_v3 import INFOS
from agdb.sources.fetching.answers import (
    BULK_BYTES,
    ZIP_TYPES,
    counted,
    document,
    json_request,
    number,
    whole_number,
)
from agdb.sources.fetching.odata_pages import fetch_pages, odata_text
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.transport.answer import Answer, RefusedError, Request, UnsoundError

_OBSERVATIONS_CSV: Final = "Observations.csv"
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, csv.Error, UnicodeDecodeError),
    *(EOFError, NotImplementedError, RuntimeError, ValueError),
)


def whole_zip(path: Path) -> None:
    """Raise `UnsoundError` for a zip that breaks off: its list of contents stands at its end."""
    if not zipfile.is_zipfile(path):
        raise UnsoundError("the answer is not a whole zip")


def observations_in(path: Path) -> int:
    """Return the number of observations; the zip's own checksum of them is verified on the way.

    Raises `SourceError` if it is damaged or holds no `Observations.csv`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(_OBSERVATIONS_CSV)]
            if len(names) != 1:
                raise SourceError(
                    f"the zip holds {len(names)} files {_OBSERVATIONS_CSV} in place of one",
                    place=Place(path.name),
                    remedy="run agdb fetch again later",
                )
            with archive.open(names[0]) as stream:
                text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
                reader = csv.reader(text, delimiter=";", strict=True)
                return counted(reader.__next__, name=names[0])[1]
    except _DAMAGED as error:
        raise SourceError(
            f"the zip is damaged ({error})", place=Place(path.name), remedy="run agdb fetch again"
        ) from None


# Observations. A page of 99,676 of them was seen to come at six kilobytes a second.
BULK_ABOVE: Final = 10_000
_PROPERTIES: Final = "properties.json"
_COUNT_BYTES: Final = 1000
_LONGEST_ADDRESS: Final = 2000
_NOT_FOUND: Final = 404


class NotServedError(RefusedError):
    """The fourth service has not this table, or its description and not its observations."""


class _Properties(msgspec.Struct, rename="pascal", frozen=True):
    """What decides how a table is fetched, and whether it changed."""

    identifier: str
    observation_count: int | None = None
    modified: str | None = None
    observations_modified: str | None = None
    version: str | None = None
    license: str | None = None

    @property
    def mark(self) -> str:
        """The publisher's word for the state of the table; empty if it says nothing."""
        return " ".join(filter(None, (self.version, self.modified, self.observations_modified)))

    @property
    def date(self) -> str:
        """The publisher's own date."""
        return self.observations_modified or self.modified or ""


class _Dimension(msgspec.Struct, rename="pascal", frozen=True):
    identifier: str
    contains_groups: bool | None = None


class _Dimensions(msgspec.Struct, frozen=True):
    value: list[_Dimension]


def fetch_v4(order: Order, staging: Staging, *, bulk: bool | None = None) -> Fetched | None:
    """Return the table, in `bulk` or page by page; None if it did not change since the last time.

    Without `bulk` its size decides.
    Raises `NotServedError` if this service lacks the table or its observations, `SourceError`
    if their number is not the one that `Properties` and `$count` promise, or if CBS changed the
    table meanwhile.
    """
    with _served():
        return _fetch(order, staging, bulk=bulk)


@contextmanager
def _served() -> Iterator[None]:
    try:
        yield
    except RefusedError as refusal:
        address = refusal.place.name if refusal.place else ""
        decisive = ("/Properties", "/Observations", "/Observations/$count")
        if refusal.status == _NOT_FOUND and address.partition("?")[0].endswith(decisive):
            raise NotServedError(address, status=_NOT_FOUND, body=refusal.body) from None
        raise


def _fetch(order: Order, staging: Staging, *, bulk: bool | None) -> Fetched | None:
    request = json_request(f"{_table(order)}/Properties")
    if staging.last is not None and INFOS in staging.last.answers:
        # Fetched by the third service the last time: what this one says decides nothing.
        staging.ask_now(request, name=_PROPERTIES)
    elif staging.ask_if_changed(request, name=_PROPERTIES) is None:
        return None
    found = document(staging.path(_PROPERTIES), _Properties, address=request.address)
    if staging.unchanged(found.mark):
        return None
    promised = _promised(order, staging, found)
    staging.begin(found.mark)
    if not order.query and (promised > BULK_ABOVE if bulk is None else bulk):
        whole = _bulk(order, staging, found, promised=promised)
        if whole is not None:
            return whole
    return _paged(order, staging, found, promised=promised)


def filter_of(order: Order) -> str | None:
    """Return the OData filter for the query of an order, None without one.

    >>> from agdb.statistics.identifier import DatasetId
    >>> query = {"RegioS": ("NL01", "PV20"), "Perioden": ("2024JJ00",)}
    >>> filter_of(Order(DatasetId("cbs", "1"), {}, query=query))
    "Perioden in ('2024JJ00') and RegioS in ('NL01','PV20')"
    """
    if not order.query:
        return None
    return " and ".join(
        f"{name} in ({','.join(odata_text(code) for code in codes)})"
        for name, codes in sorted(order.query.items())
    )


def _table(order: Order) -> str:
    return f"{order.addresses['cbs']}/odata/v1/CBS/{quote(order.name)}"


def _observations(order: Order, count: str = "") -> str:
    condition = filter_of(order)
    address = f"{_table(order)}/Observations{count}"
    if condition is None:
        return address
    whole = f"{address}?$filter={quote(condition)}"
    if len(whole) > _LONGEST_ADDRESS:  # CBS closes the connection instead of saying so
        raise SourceError(
            f"the query makes an address of {len(whole)} characters, and CBS takes about 2000",
            place=Place(address),
            remedy="ask for fewer codes, or for the whole table",
        )
    return whole


def _promised(order: Order, staging: Staging, found: _Properties) -> int:
    """How many observations there will be, where the two counts of a whole table agree."""
    address = _observations(order, "/$count")
    staging.ask_now(Request(address, (), whole_number, _COUNT_BYTES), name="count.txt")
    count = int(number(staging.path("count.txt")))
    if not order.query and found.observation_count is not None:
        _agree(address, came=count, promised=found.observation_count)
    return count


def _agree(address: str, *, came: int, promised: int) -> None:
    if came != promised:
        raise SourceError(
            f"CBS promises {promised} observations and {came} are there",
            place=Place(address),
            remedy="run agdb fetch again later; nothing of it was kept",
        )


def _bulk(order: Order, staging: Staging, found: _Properties, *, promised: int) -> Fetched | None:
    """The zip with the whole table; None if CBS has none of it."""
    address = f"{order.addresses['cbs']}/CSV/CBS/nl/{quote(order.name)}"
    name = f"{found.identifier.strip()}.zip"
    staging.report("the whole table as a zip")
    try:
        answer = staging.ask(Request(address, ZIP_TYPES, whole_zip, BULK_BYTES), name=name)
    except RefusedError as refusal:
        if refusal.status == _NOT_FOUND:
            return None
        raise
    _agree(address, came=observations_in(staging.path(name)), promised=promised)
    files = {name: staging.path(name)}
    return Fetched(files, address, answer.moment, found.date, found.license or "")


def _paged(order: Order, staging: Staging, found: _Properties, *, promised: int) -> Fetched:
    """The table page by page, with a manifest as readers know it."""
    address = _observations(order)
    pages, rows = fetch_pages(staging, address, stem="observations")
    _agree(address, came=rows, promised=promised)
    files = {name: staging.path(name) for name in pages} | _metadata(order, staging)
    _still(order, staging, found)
    answer = staging.answers[_PROPERTIES]
    manifest = _manifest(order, found, answer, pages=pages, rows=rows, files=files)
    files["index.json"] = staging.write("index.json", manifest)
    where = address.removesuffix("/Observations")
    return Fetched(files, where, answer.moment, found.date, found.license or "")


def _metadata(order: Order, staging: Staging) -> dict[str, Path]:
    """Bring the code lists; return their files by the name that they have in the recording."""
    files = {_PROPERTIES: staging.path(_PROPERTIES)}
    dimensions = _all(order, staging, "Dimensions", "dimensions")
    files |= dimensions | _all(order, staging, "MeasureCodes", "measure-codes")
    files |= _groups(order, staging, "MeasureGroups", "measure-groups")
    for path in dimensions.values():
        for row in document(path, _Dimensions, address=f"{_table(order)}/Dimensions").value:
            name = row.identifier
            files |= _all(order, staging, f"{name}Codes", f"codes-{name}")
            if row.contains_groups:
                files |= _groups(order, staging, f"{name}Groups", f"groups-{name}")
    return files


def _groups(order: Order, staging: Staging, entity_set: str, stem: str) -> dict[str, Path]:
    """A set of groups is there only where something is grouped."""
    try:
        return _all(order, staging, entity_set, stem)
    except RefusedError as refusal:
        if refusal.status == _NOT_FOUND:
            return {}
        raise


def _all(order: Order, staging: Staging, entity_set: str, stem: str) -> dict[str, Path]:
    names, _ = fetch_pages(staging, f"{_table(order)}/{quote(entity_set)}", stem=stem)
    if len(names) == 1:
        return {f"{stem}.json": staging.path(names[0])}
    return {name: staging.path(name) for name in names}


def _still(order: Order, staging: Staging, found: _Properties) -> None:
    """Half of one state of a table and half of the next would be figures that never were."""
    request = json_request(f"{_table(order)}/Properties")
    name = "properties-after.json"
    staging.ask_now(request, name=name)
    if document(staging.path(name), _Properties, address=request.address) != found:
        raise SourceError(
            "CBS changed the table while it was being fetched",
            place=Place(request.address),
            remedy="run agdb fetch again",
        )


def _manifest(
    order: Order,
    found: _Properties,
    answer: Answer,
    *,
    pages: Sequence[str],
    rows: int,
    files: Mapping[str, Path],
) -> bytes:
    """Return `index.json`, in the layout of the recordings that we hold."""
    entries = {
        "tableId": found.identifier.strip(),
        "capturedAt": answer.moment,
        "source": _table(order),
        "sliceFilter": filter_of(order),
        "sampleOnly": False,
        "observationRows": rows,
        "observationPages": list(pages),
        "files": {name.removesuffix(".json"): name for name in files if name not in pages},
    }
    return msgspec.json.format(msgspec.json.encode(entries), indent=1)
