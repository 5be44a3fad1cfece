"""The answers of one data set, on disk until they are a snapshot, so that work can be resumed."""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, Self, TypeVar

import msgspec

from agdb.errors import Place, SourceError, TransportError
from agdb.files.documents import decoded_or_none
from agdb.files.recorded import RecordedFile
from agdb.transport.answer import Answer, Connection, Request

_BODIES: Final = "bodies"
_NOTES: Final = "notes"
_MARK: Final = "mark"
_LAST: Final = "last.json"
_REJECTED: Final = "rejected"
# Names can come from an answer, and none may lead out of the folder.
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.()-]{0,199}")

Document = TypeVar("Document")


class Last(msgspec.Struct, frozen=True):
    """What was fetched the last time, and the version of the dataset that it became.

    `question` is a digest of all that was asked for, `mark` the publisher's own word for the state
    of the data set, `contents` a digest of the files.
    """

    version: str
    question: str
    mark: str
    contents: str
    answers: dict[str, Answer]


class Staging:
    """The answers of one data set in a folder; each is verified before it is used again."""

    def __init__(
        self,
        folder: Path,
        *,
        client: Connection,
        question: str,
        versions: Collection[str],
        report: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._client = client
        self._question = question
        self._answers: dict[str, Answer] = {}
        self._mark = ""
        self.report = report
        last = _note_at(folder / _LAST, Last)
        known = last is not None and last.question == question and last.version in versions
        self.last = last if known else None
        """What was fetched the last time, if the same was asked and its version is still there."""

    @classmethod
    @contextmanager
    def open(
        cls,
        folder: Path,
        *,
        client: Connection,
        question: str,
        versions: Collection[str] = (),
        report: Callable[[str], None] = lambda _: None,
    ) -> Iterator[Self]:
        """Open the folder; raises `TransportError` if another process works on it."""
        for name in (_BODIES, _NOTES):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise TransportError(
                    "another agdb fetch is at work on this data set",
                    place=Place(str(folder)),
                    remedy="wait until it is done",
                ) from None
            yield cls(folder, client=client, question=question, versions=versions, report=report)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The accounts of the answers asked for since the folder was opened, by name."""
        return self._answers

    def path(self, name: str) -> Path:
        """Where the answer called `name` is; raises `SourceError` if that cannot name a file."""
        if _NAME.fullmatch(name) is None:
            raise SourceError(
                f"the publisher's answers lead to a file named {name[:80]!r}",
                place=Place(str(self._folder)),
                remedy="report it: the layout of this publisher has changed",
            )
        return self._folder / _BODIES / name

    def ask(self, request: Request, *, name: str) -> Answer:
        """Return the answer called `name`: as staged if it is whole, else from the publisher.

        Raises `TransportError` as `Connection.get` does.
        """
        kept = _note_at(self._note(name), Answer)
        if kept is not None and kept.address == request.address and self._whole(name, kept):
            self._answers[name] = kept
            return kept
        return self.ask_now(request, name=name)

    def ask_if_changed(self, request: Request, *, name: str) -> Answer | None:
        """Return a fresh answer; None if the publisher says that it is that of the last time."""
        before = self.last.answers.get(name) if self.last is not None else None
        if before is not None and before.address == request.address:
            request = replace(request, validators=before.validators)
            answer = self._client.get(request, self.path(name), progress=self._progress(name))
            return None if answer is None else self._noted(name, answer)
        return self.ask_now(request, name=name)

    def ask_now(self, request: Request, *, name: str) -> Answer:
        """Return a fresh answer, whatever was there before."""
        answer = self._client.get(request, self.path(name), progress=self._progress(name))
        return self._noted(name, answer)

    def unchanged(self, mark: str) -> bool:
        """Whether `mark`, the publisher's word for the state of the data set, is the last one."""
        return bool(mark) and self.last is not None and self.last.mark == mark

    def begin(self, mark: str) -> None:
        """Say in which state the data set is, before the answers that may be used again.

        What was staged of another state, or of one that has no mark, is dropped; the
        answers asked for since it was opened stay.
        """
        self._mark = mark
        path = self._folder / _MARK
        state = hashlib.sha256(f"{self._question}\n{mark}".encode()).hexdigest()
        if not mark or not path.exists() or path.read_text("utf-8") != state:
            for folder in (_BODIES, _NOTES):
                for left in (self._folder / folder).iterdir():
                    if left.name not in self._answers:
                        left.unlink()
        path.write_text(state, "utf-8")

    def write(self, name: str, content: bytes) -> Path:
        """Put a file of our own beside the answers."""
        self.path(name).write_bytes(content)
        return self.path(name)

    def settle(self, *, version: str, contents: str) -> None:
        """Remember what was fetched and became `version`, and empty the folder."""
        last = Last(version, self._question, self._mark, contents, dict(self._answers))
        _write(self._folder / _LAST, last)
        self._clear()

    def reject(self) -> Path:
        """Set aside answers that no reader takes, so that they are asked for again; return it."""
        target = self._folder / _REJECTED
        shutil.rmtree(target, ignore_errors=True)
        (self._folder / _BODIES).rename(target)
        self._clear()
        return target

    def _progress(self, name: str) -> Callable[[int, float], None]:
        """Tell how much came and how fast, so that a slow answer is not taken for a dead one."""

        def told(size: int, seconds: float) -> None:
            pace = size / seconds if seconds else 0.0
            self.report(f"{name}, {size / 1000:.0f} kB at {pace / 1000:.1f} kB a second")

        return told

    def _note(self, name: str) -> Path:
        return self._folder / _NOTES / self.path(name).name

    def _noted(self, name: str, answer: Answer | None) -> Answer:
        if answer is None:
            raise TypeError(f"the question for {name} was not conditional")
        _write(self._note(name), answer)
        self._answers[name] = answer
        return answer

    def _whole(self, name: str, answer: Answer) -> bool:
        try:
            return RecordedFile.at(self.path(name), name=name).sha256 == answer.sha256
        except OSError:
            return False

    def _clear(self) -> None:
        for folder in (_BODIES, _NOTES):
            shutil.rmtree(self._folder / folder, ignore_errors=True)
            (self._folder / folder).mkdir()
        (self._folder / _MARK).unlink(missing_ok=True)


def _note_at(path: Path, kind: type[Document]) -> Document | None:
    """None for a note that is missing or damaged: then everything is asked for again."""
    try:
        return decoded_or_none(path.read_bytes(), kind)
    except OSError:
        return None


def _write(path: Path, document: object) -> None:
    """In one step, so that a note is there whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(document, order="sorted")) + b"\n")
    part.replace(path)
