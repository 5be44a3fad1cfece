"""What an indicator is computed with, and the tables of its roles as an engine offers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from agdb.errors import IndicatorError, Place
from agdb.indicators.derivation import Contributions, observation_key
from agdb.indicators.rows import CellRow, CellRows, labels
from agdb.indicators.selection import Resolved, resolve
from agdb.indicators.statement import TABLE, cell_statement
from agdb.programme.indicator import Indicator
from agdb.programme.metric import Term
from agdb.programme.programme import Programme
from agdb.results.value import Applied, Computed, Input
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.corrections import TOUCHED, offer_corrected
from agdb.warehouse.sql import SqlEngine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

E_co = TypeVar("E_co", bound=SqlEngine, covariant=True)


@dataclass(frozen=True, kw_only=True)
class Workbench(Generic[E_co]):
    """A programme, the datasets as known on `as_of` (now without it), and an engine for both."""

    programme: Programme
    warehouse: Warehouse
    engine: E_co
    as_of: date | None = None

    def on(self, day: date) -> Workbench[E_co]:
        """Return the same with the datasets as known on `day`."""
        return replace(self, as_of=day)

    def find(self, dataset: str) -> DatasetVersion | None:
        """Return the version of a dataset that counts, None if there is none."""
        return self.warehouse.find(DatasetId.parse(dataset), as_of=self.as_of)

    def open(
        self, definition: Indicator, term: Term, version: DatasetVersion, *, several: bool = False
    ) -> OpenRole:
        """Resolve a term against a version of its dataset, and offer that to the engine, corrected.

        The table has the name `TABLE` of the role until another version is opened in that role.
        Of `several` tables that are read together one may lack a code. Raises `IndicatorError`
        where definition and dataset disagree, and `ProgrammeError` for a correction that does not
        find what it expects.
        """
        role = resolve(
            programme=self.programme,
            indicator=definition,
            term=term,
            structure=version.structure,
            several=several,
        )
        applied = offer_corrected(
            self.engine, version, programme=self.programme, name=TABLE.format(role=role.role)
        )
        return OpenRole(role, version, applied, self.engine)

    def open_again(self, computed: Computed, term: Term, *, several: bool) -> OpenRole:
        """Open the very version that `computed` was made of in the role of `term`.

        Raises `IndicatorError` if it is not in the warehouse any more.
        """
        used = next(one for one in computed.inputs if one.role == term.role)
        return self.open(computed.definition, term, self.used(used), several=several)

    def used(self, used: Input) -> DatasetVersion:
        """Return the version that was read; raises `IndicatorError` if it is gone."""
        for version in self.warehouse.all_versions(DatasetId.parse(used.dataset)):
            if version.version == used.version:
                return version
        raise IndicatorError(
            f"version {used.version} is not in the warehouse any more",
            place=Place(used.dataset),
            remedy="run agdb doctor",
        )


@dataclass(frozen=True)
class OpenRole:
    """A role of a metric whose table the engine offers, with the corrections that were applied."""

    resolved: Resolved
    version: DatasetVersion
    corrections: tuple[Applied, ...]
    engine: SqlEngine

    def cells(self, where: str = "") -> list[CellRow]:
        """Return the observations behind the values, those for which `where` holds."""
        statement = cell_statement(self.resolved)
        if where:
            statement = f"select * from (\n{statement}\n) as cells where {where}"
        return self._read(statement)

    def contributions(self, cells: Iterable[CellRow]) -> Contributions:
        """Return what `cells`, all of this role, contribute to which value."""
        dataset = self.resolved.dataset
        # A cell that a correction dropped is not among the corrected ones, but it is among these.
        received = cell_statement(self.resolved, table=TOUCHED.format(name=TABLE))
        return Contributions.of(
            dataset,
            labels(self.resolved),
            cells,
            touched=self._read(received) if self.corrections else (),
            corrections={observation_key(dataset, one.key): one.id for one in self.corrections},
        )

    def _read(self, statement: str) -> list[CellRow]:
        rows = CellRows.of(self.resolved)
        return [rows.read(row) for row in self.engine.rows(statement)]
