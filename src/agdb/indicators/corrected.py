"""Which values a declared correction touched, also where it took a cell away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.indicators.derivation import Contributions, label_and_key, observation_key
from agdb.indicators.selection import Resolved
from agdb.indicators.statement import TABLE, cell_statement, labels
from agdb.results.value import Applied
from agdb.warehouse.corrections import TOUCHED
from agdb.warehouse.sql import SqlEngine


@dataclass(frozen=True)
class Touched:
    """The corrections of one role, by the label of the values that their cells belong to."""

    keys: Contributions
    by_key: Mapping[str, str]

    def of(self, region: str, period: str, codes: tuple[str, ...]) -> list[str]:
        """Return the ids of the corrections behind the value with these labels."""
        return [self.by_key[key] for key in self.keys.to(region, period, codes)]


def touched_by(engine: SqlEngine, role: Resolved, applied: tuple[Applied, ...]) -> Touched:
    """Return what `applied` touched, given that `offer_corrected` offered the table of the role.

    Looks at the rows as received: a cell that was dropped is not among the corrected ones.
    """
    rows = engine.rows(cell_statement(role, table=TOUCHED.format(name=TABLE))) if applied else []
    return Touched(
        keys=Contributions.of(role.dataset, labels(role), map(label_and_key, rows)),
        by_key={observation_key(role.dataset, one.key): one.id for one in applied},
    )
