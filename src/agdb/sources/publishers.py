"""The publishers that we know: each a folder beside this file, and one line here.

Publishers do not know each other. A delivery says itself that it is one, and may be of any
publisher.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from agdb.errors import Place, SourceError, UsageError
from agdb.files.recorded import RecordedFile
from agdb.programme.source import Source
from agdb.sources import (
    bekendmakingen,
    cbs,
    delivery,
    duo,
    eurostat,
    oecd,
    rijksfinancien,
    roa,
    tweede_kamer,
    uwv,
    worldbank,
)
from agdb.sources.contract import Reader
from agdb.sources.fetching.expectations import Service
from agdb.sources.fetching.order import Addresses, Fetcher, Order, order_of
from agdb.sources.publisher import Publisher
from agdb.sources.service_record import RecordService
from agdb.sources.unsupported import unsupported
from agdb.statistics.identifier import DatasetId

PUBLISHERS: Final[tuple[Publisher, ...]] = (
    cbs.PUBLISHER,
    delivery.PUBLISHER,
    eurostat.PUBLISHER,
    duo.PUBLISHER,
    oecd.PUBLISHER,
    worldbank.PUBLISHER,
    roa.PUBLISHER,
    uwv.PUBLISHER,
    tweede_kamer.PUBLISHER,
    bekendmakingen.PUBLISHER,
    rijksfinancien.PUBLISHER,
)
READERS: Final[Mapping[str, tuple[Reader, ...]]] = {
    one.id: one.readers for one in PUBLISHERS if one.readers
}
FETCHERS: Final[Mapping[str, Fetcher]] = {
    one.id: one.fetcher for one in PUBLISHERS if one.fetcher is not None
}
RECORD_SERVICES: Final[Mapping[str, RecordService]] = {
    one.id: one.records for one in PUBLISHERS if one.records is not None
}
SERVICES: Final[tuple[Service, ...]] = tuple(
    service for one in PUBLISHERS for service in one.services
)
BY_HAND: Final = tuple(one.id for one in PUBLISHERS if one.by_hand)
ADDRESSES: Final[Addresses] = {
    name: address for one in PUBLISHERS for name, address in one.addresses.items()
}


def reader_for(
    dataset: DatasetId,
    files: tuple[RecordedFile, ...],
    *,
    readers: Mapping[str, tuple[Reader, ...]] = READERS,
) -> Reader:
    """Return the first reader of the publisher that recognises `files`; a delivery goes first.

    Raises `SourceError` for a publisher that we do not know, or a form that it does not; a form of
    another publisher, or one that nobody should import, is told as what it is.

    >>> reader_for(DatasetId("abc", "1"), (), readers={"cbs": ()})
    Traceback (most recent call last):
    agdb.errors.SourceError: abc:1: publisher 'abc' has no readers; the publishers are: cbs.
    """
    if delivery.DELIVERY.recognises(files):
        return delivery.DELIVERY
    place = Place(str(dataset))
    if dataset.publisher not in readers:
        raise SourceError(
            f"publisher {dataset.publisher!r} has no readers",
            place=place,
            remedy=f"the publishers are: {', '.join(sorted(readers))}",
        )
    for reader in readers[dataset.publisher]:
        if reader.recognises(files):
            return reader
    names = sorted(file.name for file in files)
    shown = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
    known, other = unsupported(files), _publisher_of(files, readers)
    if other is not None and (known is None or not known[1].sure):
        raise SourceError(
            f"the files ({shown}) are in a form of publisher {other!r} and not of"
            f" {dataset.publisher!r}",
            place=place,
            remedy=f"import them as {other}:<its own id>",
        )
    if known is not None:
        file, form = known
        place = Place(f"{dataset} {file.name}")
        raise SourceError(form.what, place=place, remedy=form.remedy)
    raise SourceError(
        f"the files are in no form that we read from this publisher ({shown or 'no files'})",
        place=place,
        remedy="see docs/methods/sources.md for the forms",
    )


def _publisher_of(
    files: tuple[RecordedFile, ...], readers: Mapping[str, tuple[Reader, ...]]
) -> str | None:
    """The first publisher one of whose readers knows the form of the files, None if none does."""
    for publisher, some in sorted(readers.items()):
        if files and any(reader.recognises(files) for reader in some):
            return publisher
    return None


def record_service(name: str) -> RecordService:
    """Return the service of records called `name`; raises `UsageError` with those that there are.

    >>> record_service("bekendmakingen").proven
    False
    """
    if name not in RECORD_SERVICES:
        raise UsageError(
            f"no service of records is called {name!r}",
            remedy=f"the services are {', '.join(RECORD_SERVICES)}",
        )
    return RECORD_SERVICES[name]


def fetchable(order: Order) -> bool:
    """Whether we know how to ask for this."""
    fetcher = FETCHERS.get(order.dataset.publisher)
    return fetcher is not None and fetcher.knows(order)


def order_if_fetchable(source: Source) -> Order | None:
    """Return what `agdb fetch` asks for, None where it cannot."""
    order = order_of(source, ADDRESSES)
    return order if fetchable(order) else None


def addresses_in(environment: Mapping[str, str]) -> Addresses:
    """Return where services are: as the environment sets it, as in AGDB_CBS_V3_URL, else as known.

    Raises `UsageError` for a setting that is not an address on the web.

    >>> addresses_in({"AGDB_CBS_URL": "http://127.0.0.1:8080/"})["cbs"]
    'http://127.0.0.1:8080'
    """
    addresses = dict(ADDRESSES)
    for service in ADDRESSES:
        setting = f"AGDB_{service.upper()}_URL"
        if text := environment.get(setting, "").strip():
            addresses[service] = _checked(setting, text).rstrip("/")
    return addresses


def _checked(setting: str, text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise UsageError(
            f"{text!r} is not an address on the web",
            place=Place(setting),
            remedy="write it as https://host/path",
        )
    return text
