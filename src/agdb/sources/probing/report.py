"""A report of a probe: one zip with every raw answer, its headers, and what came as recordings.

`agdb-probe.json` lists all of it. `answers/<service>/` has the bytes as they came, `recordings/`
what `agdb import DATASET REPORT` takes: a data set that a publisher answered in full.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec

import agdb
from agdb.errors import Place, SourceError, WarehouseError
from agdb.files.archive import is_zip, member_names, opened_zip, read_member
from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Origin, Reader, Recording
from agdb.sources.probing.probe import ProbeOutcome
from agdb.sources.publishers import reader_for
from agdb.sources.wrapped_reader import sliced
from agdb.statistics.identifier import DatasetId

LIST: Final = "agdb-probe.json"
_ZIPPED_AT: Final = (1980, 1, 1, 0, 0, 0)  # the moment is in the list; the same answers, same bytes
_README: Final = """\
Answers of statistical publishers as one machine received them, written by agdb probe.
agdb-probe.json says what was asked, when, with which headers it was answered, and what differs from
what was expected. A recording in it is imported with: agdb import DATASET THIS-FILE
Send the file along when you report a difference. It holds no settings, names or addresses of yours.
"""


class Answered(msgspec.Struct, frozen=True):
    """One answer: the question, status and headers, and the member with its bytes."""

    asked: str
    final: str
    moment: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]
    member: str | None
    fault: str


class Differing(msgspec.Struct, frozen=True):
    """One thing that is not as expected; `grave` unless it is only a remark."""

    asked: str
    field: str
    value: str
    expected: str
    grave: bool


class ServiceReport(msgspec.Struct, frozen=True):
    """One service: how it stands, what differs, and all its answers."""

    service: str
    dataset: str
    verdict: str
    families: dict[str, str]
    differences: tuple[Differing, ...]
    answers: tuple[Answered, ...]


class ReportRecording(msgspec.Struct, frozen=True):
    """A recording in the report, with what its receipt needs."""

    dataset: str
    service: str
    members: dict[str, str]
    recorded: date
    address: str
    publisher_date: str
    licence: str
    slice: str | None


class Report(msgspec.Struct, frozen=True):
    """The list of a report."""

    form: int
    made: datetime
    agdb: str
    services: tuple[ServiceReport, ...]
    recordings: tuple[ReportRecording, ...]


def report_of(
    outcomes: Iterable[ProbeOutcome], *, made: datetime
) -> tuple[Report, dict[str, bytes]]:
    """Return the list of a report, and the bytes of its members by name, each content once."""
    contents: dict[str, bytes] = {}
    names: dict[str, str] = {}
    asked, kept = [], []

    def member(name: str, body: bytes) -> str:
        found = names.setdefault(hashlib.sha256(body).hexdigest(), name)
        contents[found] = body
        return found

    for outcome in outcomes:
        service = outcome.service.id
        if outcome.recording is not None:
            kept.append(_kept(outcome, outcome.recording, member))
        asked.append(
            ServiceReport(
                service=service,
                dataset=str(outcome.order.dataset),
                verdict=outcome.verdict.value,
                families={family.value: fault for family, fault in outcome.families.items()},
                differences=tuple(
                    Differing(one.asked, f.field, f.value, f.expected, f.grave)
                    for one in outcome.differences
                    for f in (one.finding,)
                ),
                answers=tuple(
                    Answered(
                        one.asked,
                        one.final,
                        one.moment,
                        one.status,
                        one.headers,
                        member(f"answers/{service}/{number:03}", one.body) if one.body else None,
                        one.fault,
                    )
                    for number, one in enumerate(outcome.seen, 1)
                ),
            )
        )
    return Report(1, made, agdb.__version__, tuple(asked), tuple(kept)), contents


def write_report(path: Path, report: Report, contents: dict[str, bytes]) -> None:
    """Write the zip at `path` in one step; raises `WarehouseError` if that cannot be."""
    part = path.with_name(f".{path.name}.part")
    listed = msgspec.json.format(msgspec.json.encode(report), indent=1)
    members = {"README.txt": _README.encode(), LIST: listed, **contents}
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in members.items():
                info = zipfile.ZipInfo(name, _ZIPPED_AT)
                archive.writestr(info, body, zipfile.ZIP_DEFLATED)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WarehouseError(
            f"the report cannot be written here ({error.strerror})",
            place=Place(str(path)),
            remedy="name another file with --output",
        ) from None


def recording_in(path: Path, dataset: DatasetId) -> tuple[Recording, Reader] | None:
    """Return a recording of `dataset` in the report at `path`; None if that is not a report.

    Raises `SourceError` if the report is damaged or has no recording of it.
    """
    if not path.is_file() or not is_zip(file := RecordedFile.at(path, name=path.name)):
        return None
    if LIST not in member_names(file):
        return None
    with opened_zip(file) as archive:
        members = {info.filename: info for info in archive.infolist()}
        kept = _of(_read(read_member(archive, members[LIST]), path), dataset, path)
        try:
            files = tuple(
                RecordedFile.of(name, read_member(archive, members[member]))
                for name, member in kept.members.items()
            )
        except KeyError as error:
            raise SourceError(
                f"the report lists {error.args[0]!r} and has no such member",
                place=Place(str(path)),
                remedy="copy the report again",
            ) from None
    reader = reader_for(DatasetId.parse(kept.dataset), files)
    recording = Recording(
        dataset=DatasetId.parse(kept.dataset),
        files=files,
        recorded=kept.recorded,
        origin=Origin.FETCH,
        address=kept.address,
        publisher_date=kept.publisher_date,
        licence=kept.licence,
        vintage=reader.label(files).vintage,
    )
    return recording, reader if kept.slice is None else sliced(reader, kept.slice)


def _kept(
    outcome: ProbeOutcome, recording: Recording, member: Callable[[str, bytes], str]
) -> ReportRecording:
    service = outcome.service.id
    return ReportRecording(
        dataset=str(recording.dataset),
        service=service,
        members={
            file.name: member(f"recordings/{service}/{file.name}", file.read())
            for file in recording.files
        },
        recorded=recording.recorded,
        address=recording.address,
        publisher_date=recording.publisher_date,
        licence=recording.licence,
        slice=outcome.order.slice,
    )


def _read(body: bytes, path: Path) -> Report:
    return decoded(
        body,
        Report,
        refused=lambda reason: SourceError(
            f"the list of the report is damaged ({reason})",
            place=Place(str(path)),
            remedy="copy the report again",
        ),
    )


def _of(report: Report, dataset: DatasetId, path: Path) -> ReportRecording:
    for kept in report.recordings:
        if DatasetId.parse(kept.dataset).same_as(dataset):
            return kept
    known = ", ".join(dict.fromkeys(kept.dataset for kept in report.recordings)) or "none"
    raise SourceError(
        f"the report has no recording of {dataset}",
        place=Place(str(path)),
        remedy=f"it has {known}",
    )
