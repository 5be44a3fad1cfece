"""The tables that an indicator reads together: the one that it names, and those before it."""

from __future__ import annotations

from agdb.programme.metric import Selection
from agdb.programme.source import Source

from .figure import Row


def line_of(dataset: str, sources: dict[str, Source]) -> tuple[str, ...]:
    """Return the tables that are read with `dataset`, the newest first."""
    after = sources[dataset].succeeds
    if after is None or after.joined == "never":
        return (dataset,)
    return (dataset, *line_of(after.dataset, sources))


def rows_of(
    selection: Selection, figures: dict[str, list[Row]], sources: dict[str, Source]
) -> list[Row]:
    """Return the rows of the measure of a selection, in all tables of its line."""
    return [
        row
        for dataset in line_of(selection.dataset, sources)
        for row in figures.get(dataset, [])
        if row["measure"] == selection.measure
    ]


def codes_there(rows: list[Row], dimension: str, sources: dict[str, Source]) -> set[str]:
    """Return the codes of a dimension in `rows`, also those that are sums of them."""
    found = {row.codes[row.dimensions.index(dimension)] for row in rows}
    for row in rows:
        after = sources[row["dataset"]].succeeds
        for code, parts in (after.codes.get(dimension, {}) if after else {}).items():
            if set(parts) <= found:
                found.add(code)
    return found
