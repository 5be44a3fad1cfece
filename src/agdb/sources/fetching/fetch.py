"""From an order to a recording: asked, counted, and in a form that a reader knows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, SourceError, TransportError
from agdb.files.checksum import set_checksum
from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Label, Origin, Reader, Recording
from agdb.sources.fetching.order import Fetched, Fetcher, Order
from agdb.sources.fetching.staging import Staging
from agdb.sources.publishers import FETCHERS, READERS, fetchable, reader_for
from agdb.sources.wrapped_reader import sliced
from agdb.statistics.identifier import DatasetId
from agdb.transport.answer import Answer, Connection

_OURS: Final = "index.json"  # written by us, with the moment in it


@dataclass(frozen=True)
class FetchedRecording:
    """A recording with the reader for its form."""

    recording: Recording
    reader: Reader


@dataclass(frozen=True)
class FetchResult:
    """A data set that was asked for. `delivery` is None if it did not change since the last time.

    What was fetched stays staged until `settle` says which version it became.
    """

    delivery: FetchedRecording | None
    _settle: Callable[[str], None]

    def settle(self, version: str) -> None:
        """Empty the folder, and remember that this became `version`."""
        self._settle(version)


@contextmanager
def fetch(
    order: Order,
    *,
    root: Path,
    client: Connection,
    versions: Collection[str] = (),
    report: Callable[[str], None] = lambda _: None,
    readers: Mapping[str, tuple[Reader, ...]] = READERS,
) -> Iterator[FetchResult]:
    """Ask for a data set, and give what came while its folder is locked.

    `root` is the data folder; `versions` are those of the data set that the warehouse has: only
    with one of them can a publisher's "not modified" be believed. Raises `SourceError` if we do not
    know how to ask, or if the answers are short or contradict each other; `TransportError` if the
    publisher cannot be reached. Answers that are at fault, or that the caller finds so with a
    `SourceError`, are set aside; of those that broke off, the whole ones are used the next time.
    """
    fetcher = _fetcher(order, readers)
    folder = root / "fetch" / order.dataset.folder
    try:
        with Staging.open(
            folder, client=client, question=_question(order), versions=versions, report=report
        ) as staging:
            try:
                yield _ask(order, fetcher, staging, readers)
            except SourceError as error:
                raise _kept_aside(error, staging.reject()) from error
    except OSError as error:
        raise TransportError(
            f"cannot write here ({error.strerror})",
            place=Place(str(folder)),
            remedy="make room on the disk, or set AGDB_DATA to another folder",
        ) from error


def _fetcher(order: Order, readers: Mapping[str, tuple[Reader, ...]]) -> Fetcher:
    place = Place(str(order.dataset))
    if not fetchable(order):
        raise SourceError(
            "we do not know how to ask for this data set",
            place=place,
            remedy="write fetch into its source, see docs/methods/fetching.md, or use agdb import",
        )
    if order.dataset.publisher not in readers:
        raise SourceError(
            "no reader knows what this publisher sends, so nothing was asked",
            place=place,
            remedy=f"the publishers with readers are: {', '.join(sorted(readers))}",
        )
    return FETCHERS[order.dataset.publisher]


def _ask(
    order: Order, fetcher: Fetcher, staging: Staging, readers: Mapping[str, tuple[Reader, ...]]
) -> FetchResult:
    fetched = fetcher.fetch(order, staging)
    if fetched is None:
        return FetchResult(None, lambda _: None)
    files = tuple(RecordedFile.at(path, name=name) for name, path in fetched.files.items())
    contents = _contents(files)
    if staging.last is not None and staging.last.contents == contents:
        staging.settle(version=staging.last.version, contents=contents)
        return FetchResult(None, lambda _: None)
    reader = reader_for(order.dataset, files, readers=readers)
    label = reader.label(files)
    recording = recording_of(order, fetched, files, label, answers=staging.answers)
    if order.slice is not None:
        reader = sliced(reader, order.slice)
    return FetchResult(
        FetchedRecording(recording, reader),
        lambda name: staging.settle(version=name, contents=contents),
    )


def recording_of(
    order: Order,
    fetched: Fetched,
    files: tuple[RecordedFile, ...],
    label: Label,
    *,
    answers: Mapping[str, Answer],
) -> Recording:
    """Return what was fetched as a recording; raises `SourceError` if it is of another data set.

    `answers` has the accounts of the files, for the date of what says nothing of its own.
    """
    published = DatasetId(order.dataset.publisher, label.name or order.name)
    if order.table is None and not published.same_as(order.dataset):
        raise SourceError(
            f"the answer is of {published}, not of {order.dataset}",
            place=Place(fetched.address),
            remedy="check the id of the data set",
        )
    return Recording(
        dataset=published if order.table is None else order.dataset,
        files=files,
        recorded=fetched.moment.date(),
        origin=Origin.FETCH,
        address=fetched.address,
        publisher_date=fetched.publisher_date
        or label.publisher_date
        or _last_modified(answers, fetched),
        licence=fetched.licence or label.licence,
        vintage=label.vintage,
    )


def _last_modified(answers: Mapping[str, Answer], fetched: Fetched) -> str:
    """The newest `Last-Modified` of the files, for content that says nothing of its date.

    A moment after the answer came is no date of a publication; nor is what does not read as one.
    """
    days = []
    for name in fetched.files:
        answer = answers.get(name)
        try:
            header = "" if answer is None else answer.headers.get("last-modified", "")
            day = parsedate_to_datetime(header).date()
        except ValueError:
            continue
        if day <= fetched.moment.date():
            days.append(day)
    return max(days).isoformat() if days else ""


def _question(order: Order) -> str:
    """All that decides what is asked, apart from where."""
    asked = [str(order.dataset), order.name, order.file, sorted(order.query.items())]
    return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()


def _contents(files: tuple[RecordedFile, ...]) -> str:
    """A digest of what the publisher sent; our own manifest holds the moment, and is left out."""
    return set_checksum((file.name, file.sha256) for file in files if file.name != _OURS)


def _kept_aside(error: SourceError, where: Path) -> SourceError:
    if not any(where.iterdir()):
        return error
    told = f"{error.remedy or 'look at the answers'}; the answers are in {where}"
    return SourceError(error.what, place=error.place, remedy=told)
