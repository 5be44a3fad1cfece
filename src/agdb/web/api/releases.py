"""The releases that the interface answers from, opened when one is asked for.

One that is held back is not there, as on the site; one that was withdrawn says why.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from threading import Lock
from typing import Final

import msgspec

from agdb.errors import AgdbError, ReleaseError
from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.download.cells import Cells, ValueCells
from agdb.publication.edition import Edition
from agdb.publication.wording.language import languages
from agdb.release.store import ReleaseStore
from agdb.results.publication import PublicationState
from agdb.results.release import Release
from agdb.web.api.problem import ApiProblemError
from agdb.web.api.query import ReleaseChoice
from agdb.web.api.rows import observation_cells
from agdb.web.clock import now
from agdb.web.pages import published_file

_OPEN: Final = 3  # releases that are remembered


@dataclass(frozen=True, eq=False)
class ServedRelease:
    """One release with what the interface asks of it again and again."""

    release: Release
    base: str

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """The release in each of its languages; all read the figures once."""
        spoken = languages(self.release.programme.plan.languages)
        shipped, addresses = assets(), Addresses(self.base)
        found: dict[str, Edition] = {}
        for code, language in spoken.items():
            first = next(iter(found.values()), None)
            found[code] = Edition(
                self.release, language, tuple(spoken.values()), addresses, shipped, (), first=first
            )
        return found

    def cells(self, indicator: str) -> ValueCells:
        """Return the cells of an indicator, as the files of the site have them."""
        if indicator not in self._cells:
            edition = next(iter(self.editions.values()))
            self._cells[indicator] = ValueCells(edition, edition.readings[indicator])
        return self._cells[indicator]

    def observations(self, indicator: str) -> dict[str, Cells]:
        """Return the columns of observations of an indicator."""
        if indicator not in self._observations:
            self._observations[indicator] = observation_cells(self.cells(indicator))
        return self._observations[indicator]

    @cached_property
    def _cells(self) -> dict[str, ValueCells]:
        """What was made of each indicator; it goes with the release, as nothing else holds it."""
        return {}

    @cached_property
    def _observations(self) -> dict[str, dict[str, Cells]]:
        return {}


class ServedReleases:
    """Opens releases for the interface; the last few stay open."""

    def __init__(self, store: ReleaseStore, *, base: str) -> None:
        self._store, self._base = store, base
        self._open: OrderedDict[str, ServedRelease] = OrderedDict()
        self._lock = Lock()

    def ids(self) -> tuple[str, ...]:
        """Return the names of the releases that readers may have, oldest recorded day first.

        Raises `ApiProblemError` if the list of what is held back cannot be read.
        """
        try:
            hidden = self._store.publications.hidden(now())
        except ReleaseError as error:  # then nobody knows what may be shown
            raise ApiProblemError(HTTPStatus.SERVICE_UNAVAILABLE, error.what) from None
        return tuple(name for name in self._store.ids() if name not in hidden)

    def chosen(self, choice: ReleaseChoice) -> str:
        """Return the name of the release that is asked for.

        Raises `ApiProblemError` where there is none, and where it was withdrawn.
        """
        known = self.ids()
        if choice.as_of is not None:
            earlier = [name for name in known if name[:10] <= choice.as_of.isoformat()]
            if not earlier:
                raise ApiProblemError(
                    HTTPStatus.NOT_FOUND,
                    f"there was no release yet on {choice.as_of.isoformat()}",
                    parameter="asOf",
                )
            return earlier[-1]
        name = choice.release or self._published()
        self._check_stands(name)
        if name not in known:
            raise ApiProblemError(
                HTTPStatus.NOT_FOUND, f"there is no release {name!r}", parameter="release"
            )
        return name

    def _check_stands(self, name: str) -> None:
        step = self._store.publications.last().get(name)
        if step is not None and step.state is PublicationState.WITHDRAWN:
            raise ApiProblemError(
                HTTPStatus.GONE, f"release {name} was withdrawn: {step.reason}", parameter="release"
            )

    def _published(self) -> str:
        """The release of the site that is served; where it does not say so, the newest."""
        body = published_file(f"{address.ROOT}index.json")
        if body is None:
            return self._store.latest_id() or ""
        return msgspec.json.decode(body, type=_Named).release

    def open(self, name: str) -> ServedRelease:
        """Return a release that is kept; raises `ApiProblemError` if it cannot be read any more."""
        with self._lock:
            if name not in self._open:
                try:
                    self._open[name] = ServedRelease(self._store.open(name), self._base)
                except AgdbError as error:
                    raise ApiProblemError(HTTPStatus.GONE, f"release {name}: {error}") from None
                if len(self._open) > _OPEN:
                    self._open.popitem(last=False)
            self._open.move_to_end(name)
            return self._open[name]


class _Named(msgspec.Struct):
    release: str
