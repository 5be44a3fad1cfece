"""A figure that the publisher had called definitive, and changed."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.statistics.number import printed
from agdb.statistics.structure import key_parts
from agdb.warehouse.revisions import VersionCell, compare


def _in_data(data: Data) -> Iterator[Found]:
    if data.last is None:
        return
    older, newer = data.last.version, data.now.version
    if set(key_parts(older.structure.dimensions)) != set(key_parts(newer.structure.dimensions)):
        return  # schema_drift says so
    for revision in compare(older, newer).revisions:
        if revision.key[0] in data.measures:
            after = "is gone" if revision.after is None else f"is {_shown(revision.after)}"
            was = f"it was definitive at {_shown(revision.before)} and {after}"
            yield Found(" ".join(revision.key), was)


def _shown(cell: VersionCell) -> str:
    return cell.text or ("no value" if cell.value is None else printed(cell.value))


RULE = Rule(
    name="definitive_changed",
    severity=Severity.WARN,
    remedy="say in the list of changes what was revised",
    of_data=_in_data,
)
