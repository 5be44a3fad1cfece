"""What was decided about the publication of releases: a list that only grows, beside them.

A release of which nothing was decided is shown as soon as somebody publishes. The moment is passed
in: whether an embargo has ended depends on it and on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, ReleaseError, UsageError
from agdb.files.documents import sealed, unsealed
from agdb.files.durable import replace_durably
from agdb.results.publication import PublicationState, PublicationStep

FILE: Final = "publications.json"
_HELD: Final = frozenset({PublicationState.DRAFT, PublicationState.EMBARGOED})


class _Publications(msgspec.Struct, frozen=True):
    steps: tuple[PublicationStep, ...] = ()


class Publications:
    """The decisions about the releases below a folder."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE

    def steps(self) -> tuple[PublicationStep, ...]:
        """Return all decisions, oldest first; raises `ReleaseError` for a damaged list."""
        if not self._file.is_file():
            return ()
        return unsealed(
            self._file.read_bytes(),
            _Publications,
            refused=lambda reason: _lost(self._file, f"is damaged ({reason})"),
        ).steps

    def begin(self) -> None:
        """Begin the list before anything is published; one that is missing later was lost."""
        if not self._file.is_file():
            replace_durably(self._file, sealed(_Publications()))

    @property
    def lost(self) -> ReleaseError | None:
        """What to say where there is no list; whether there must be one is seen elsewhere."""
        return None if self._file.is_file() else _lost(self._file, "is gone")

    def last(self) -> Mapping[str, PublicationStep]:
        """Return what was decided last about each release of which something was decided."""
        return {one.release: one for one in self.steps()}

    def hidden(self, now: datetime) -> frozenset[str]:
        """Return the releases that no reader may see anything of at the moment `now`."""
        return frozenset(name for name, step in self.last().items() if _hides(step, now))

    def ends(self) -> tuple[datetime, ...]:
        """Return the moments at which what readers may see changes without another decision."""
        return tuple(one.until for one in self.last().values() if one.until is not None)

    def published(self) -> Mapping[str, datetime]:
        """Return when each release that readers ever had was first shown, the first in front."""
        found: dict[str, datetime] = {}
        for one in self.steps():
            if one.state is PublicationState.PUBLISHED:
                found.setdefault(one.release, one.at)
        return found

    def prove(self, step: PublicationStep) -> None:
        """Raise what `add` would raise for this decision, rights and room included.

        The list is written once more with what it says already. Called before something that
        only the decision makes right, so that it does not stand without it.
        """
        if self._changes(step):
            replace_durably(self._file, sealed(_Publications(self.steps())))

    def add(self, step: PublicationStep) -> None:
        """Write a decision down; one that says what holds already changes nothing.

        Raises `UsageError` for a decision that cannot follow what was decided before: what readers
        had cannot be held back any more, and what was withdrawn does not come back.
        """
        if self._changes(step):
            replace_durably(self._file, sealed(_Publications((*self.steps(), step))))

    def _changes(self, step: PublicationStep) -> bool:
        """Whether a decision says what did not hold yet; `UsageError` if it cannot follow."""
        before = self.last().get(step.release)
        _check(step, before, shown=step.release in self.published())
        return before is None or (before.state, before.until) != (step.state, step.until)


def _lost(file: Path, what: str) -> ReleaseError:
    return ReleaseError(
        f"the list of publications {what}",
        place=Place(str(file)),
        remedy="restore it from a backup: it says what is held back and what was withdrawn",
    )


def _hides(step: PublicationStep, now: datetime) -> bool:
    if step.state is PublicationState.EMBARGOED:
        assert step.until is not None, "an embargo has an end"
        return now < step.until
    return step.state in {PublicationState.DRAFT, PublicationState.WITHDRAWN}


def _check(step: PublicationStep, before: PublicationStep | None, *, shown: bool) -> None:
    place = Place(step.release)
    if before is not None and before.state is PublicationState.WITHDRAWN:
        if step.state is not PublicationState.WITHDRAWN:
            raise UsageError(
                "this release was withdrawn, and does not come back",
                place=place,
                remedy="build another one",
            )
    elif step.state in _HELD and shown:
        raise UsageError(
            "readers have this release already, so it cannot be held back any more",
            place=place,
            remedy="agdb release withdraw takes it back and says why",
        )
    if step.state is PublicationState.WITHDRAWN and not step.reason.strip():
        raise UsageError("a withdrawal needs a reason for readers", place=place)
    if step.state is PublicationState.EMBARGOED and (step.until is None or step.until <= step.at):
        raise UsageError(
            "an embargo ends at a moment that is still to come",
            place=place,
            remedy="write it with its zone, as in 2026-12-01T09:00+01:00",
        )
