"""A recording that was brought by hand: a folder or a file on disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.ignored import is_ignored
from agdb.files.recorded import RecordedFile, TakeFile, placed
from agdb.files.tree import below
from agdb.sources.contract import Label, Origin, Reader, Recording
from agdb.sources.probing.report import recording_in
from agdb.sources.publishers import reader_for
from agdb.statistics.identifier import DatasetId

_MOST_FILES: Final = 10_000


def open_recording(
    dataset: DatasetId,
    path: Path,
    *,
    today: date,
    recorded: date | None = None,
    vintage: str = "",
    otherwise: date | None = None,
    take: TakeFile = RecordedFile.at,
) -> tuple[Recording, Reader]:
    """Return the recording at `path` and the reader for its form.

    The recorded date is the one given, else the one the files tell, else the publisher's own date
    in them: on that day it showed these figures. It is never `today` by default, since that would
    make the newest version of an old file; `otherwise` is for who knows of no other version.
    `vintage` goes before the edition that the files name. The data set gets the publisher's casing.
    A report of `agdb probe` tells all of that itself, and is taken as fetched. `take` reads each
    file, and may put a copy in its place.

    Raises `SourceError` if there is nothing there, if no reader knows the form, if the files are of
    another data set, if nothing says of which day they are, or if that is before the publisher
    published them or after `today`.
    """
    reported = recording_in(path, dataset)
    if reported is not None:
        return reported
    files = tuple(_files(path, take))
    reader = reader_for(dataset, files)
    try:
        label = reader.label(files)
    except SourceError as error:
        raise placed(error, str(dataset), files) from None
    published = DatasetId(dataset.publisher, label.name or dataset.name)
    if not published.same_as(dataset):
        raise SourceError(
            f"the recording is of {published}, not of {dataset}",
            place=Place(str(path)),
            remedy=f"import it as {published}",
        )
    moment = _day(label, path, given=recorded, otherwise=otherwise, today=today)
    recording = Recording(
        dataset=published,
        files=files,
        recorded=moment,
        origin=Origin.IMPORT,
        address=label.address,
        publisher_date=label.publisher_date,
        licence=label.licence,
        vintage=" ".join(vintage.split()) or label.vintage,
    )
    return recording, reader


def _day(
    label: Label, path: Path, *, given: date | None, otherwise: date | None, today: date
) -> date:
    """The day on which the publisher showed the files at `path`."""
    place = Place(str(path))
    moment = given or label.recorded or label.published or otherwise
    if moment is None:
        raise SourceError(
            "nothing in these files says when they were published or recorded",
            place=place,
            remedy="give the day on which they were downloaded, as in --recorded 2025-04-22",
        )
    if moment > today:
        raise SourceError(
            f"the recording is dated {moment}, which is after today ({today})",
            place=place,
            remedy="mend the date of the recording or of this machine",
        )
    if label.published is not None and moment < label.published:
        raise SourceError(
            f"the recording is dated {moment}, and the publisher published this on"
            f" {label.published}",
            place=place,
            remedy="mend the date, or leave it out",
        )
    return moment


def _files(path: Path, take: TakeFile) -> Iterator[RecordedFile]:
    try:
        if path.is_file():
            yield take(path, name=path.name)
            return
        if path.is_dir():
            yield from _inside(path, take)
            return
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", place=Place(str(path)), remedy="check its rights"
        ) from None
    raise SourceError(
        "there is no such file or folder", place=Place(str(path)), remedy="check the path"
    )


def _inside(folder: Path, take: TakeFile) -> Iterator[RecordedFile]:
    """The files in and below a folder; one that holds nothing but a folder stands for that one."""
    shown = [path for path in sorted(folder.iterdir()) if not is_ignored(Path(path.name))]
    if len(shown) == 1 and shown[0].is_dir():
        yield from _inside(shown[0], take)
        return
    whole, paths = folder.resolve(), []
    for found in below(folder):
        if found.is_file() and not is_ignored(found.relative_to(folder)):
            paths.append(found)
        if len(paths) > _MOST_FILES:
            raise SourceError(
                f"the folder holds more than {_MOST_FILES} files",
                place=Place(str(folder)),
                remedy="name the folder of one recording",
            )
    for found in sorted(paths):
        if not found.resolve().is_relative_to(whole):
            raise SourceError(
                "this is a link that leads out of the folder",
                place=Place(str(found)),
                remedy="put the file itself in its place",
            )
        yield take(found, name=found.relative_to(folder).as_posix())
