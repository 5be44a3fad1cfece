"""A recording that was brought by hand: a folder or a file on disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from agdb.errors import Place, SourceError
from agdb.programme.clutter import is_clutter
from agdb.sources.contract import Origin, Reader, RecordedFile, Recording
from agdb.sources.placed import placed
from agdb.sources.publishers import reader_for
from agdb.statistics.identifier import DatasetId


def open_recording(
    dataset: DatasetId, path: Path, *, today: date, recorded: date | None = None
) -> tuple[Recording, Reader]:
    """Return the recording at `path` and the reader for its form.

    The recorded date is the one given, else the one the files tell, else `today`: the day of
    receipt is the first on which we know these figures. The data set gets the publisher's casing.
    Raises `SourceError` if there is nothing there, if no reader knows the form, if the files are of
    another data set, or if they were recorded after `today`.
    """
    files = tuple(_files(path))
    reader = reader_for(dataset, files)
    try:
        label = reader.label(files)
    except SourceError as error:
        raise placed(error, str(dataset)) from None
    published = DatasetId(dataset.publisher, label.name or dataset.name)
    if not published.same_as(dataset):
        raise SourceError(
            f"the recording is of {published}, not of {dataset}",
            place=Place(str(path)),
            remedy=f"import it as {published}",
        )
    moment = recorded or label.recorded or today
    if moment > today:
        raise SourceError(
            f"the recording is dated {moment}, which is after today ({today})",
            place=Place(str(path)),
            remedy="mend the date of the recording or of this machine",
        )
    recording = Recording(
        dataset=published,
        files=files,
        recorded=moment,
        origin=Origin.IMPORT,
        address=label.address,
        publisher_date=label.publisher_date,
        licence=label.licence,
        vintage=label.vintage,
    )
    return recording, reader


def _files(path: Path) -> Iterator[RecordedFile]:
    try:
        if path.is_file():
            yield RecordedFile.at(path, name=path.name)
            return
        if path.is_dir():
            yield from _inside(path)
            return
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", place=Place(str(path)), remedy="check its rights"
        ) from None
    raise SourceError(
        "there is no such file or folder", place=Place(str(path)), remedy="check the path"
    )


def _inside(folder: Path) -> Iterator[RecordedFile]:
    """The files in and below a folder; one that holds nothing but a folder stands for that one."""
    shown = [path for path in sorted(folder.iterdir()) if not is_clutter(Path(path.name))]
    if len(shown) == 1 and shown[0].is_dir():
        yield from _inside(shown[0])
        return
    for found in sorted(folder.rglob("*")):
        inside = found.relative_to(folder)
        if found.is_file() and not is_clutter(inside):
            yield RecordedFile.at(found, name=inside.as_posix())
