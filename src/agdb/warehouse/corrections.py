"""A version of a dataset as it is read: as received, with the declared corrections applied.

The snapshot and the dataset stay as they are; a correction lives in the query that reads them. The
query uses only case, and, or and not, so that it runs unchanged on every engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from agdb.errors import Place, ProgrammeError
from agdb.programme.correction import Content, Correction, shown_value
from agdb.programme.programme import Programme
from agdb.results.value import Applied
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import key_parts, observation_columns
from agdb.warehouse.sql import SqlEngine
from agdb.warehouse.version import DatasetVersion

RECEIVED: Final = "received_{name}"
TOUCHED: Final = "touched_{name}"


def offer_corrected(
    engine: SqlEngine, version: DatasetVersion, *, programme: Programme, name: str
) -> tuple[Applied, ...]:
    """Offer `version` to later statements under `name`, corrected; return what was applied.

    The rows as received that a correction touches are offered as `TOUCHED`. Raises
    `ProgrammeError` with file and line for a correction that finds another cell than it expects,
    or none.
    """
    declared = [
        correction
        for correction in programme.corrections.values()
        if version.id.same_as(_id(correction)) and correction.holds_on(version.recorded)
    ]
    if not declared:
        engine.view(name, version.parquet)
        return ()
    received = RECEIVED.format(name=name)
    engine.view(received, version.parquet)
    applied = tuple(_applied(engine, received, version, programme, c) for c in declared)
    columns = list(observation_columns(version.structure.dimensions))
    cells = [_cell(version, correction) for correction in declared]
    touched = " or ".join(f"({cell})" for cell in cells)
    _define(engine, TOUCHED.format(name=name), f"select * from {received} where {touched}")
    _define(engine, name, _corrected(received, columns, list(zip(declared, cells, strict=True))))
    return applied


def _define(engine: SqlEngine, name: str, select: str) -> None:
    engine.rows(f"create or replace temp view {name} as {select}")


def _id(correction: Correction) -> DatasetId:
    return DatasetId.parse(correction.dataset)


def _cell(version: DatasetVersion, correction: Correction) -> str:
    """Return the condition that picks the cell."""
    parts = key_parts(version.structure.dimensions)
    key = correction.cell.key(parts[1:-1])
    return " and ".join(f"{part} = {sql_text(code)}" for part, code in zip(parts, key, strict=True))


def _corrected(
    received: str, columns: Sequence[str], declared: Sequence[tuple[Correction, str]]
) -> str:
    changes: dict[str, list[str]] = {}
    for correction, cell in declared:
        for column, value in _changes(correction.becomes):
            changes.setdefault(column, []).append(f"when {cell} then {value}")
    selected = ", ".join(
        f"case {' '.join(changes[column])} else {column} end as {column}"
        if column in changes
        else column
        for column in columns
    )
    dropped = [f"not ({cell})" for correction, cell in declared if correction.drop]
    where = f" where {' and '.join(dropped)}" if dropped else ""
    return f"select {selected} from {received}{where}"


def _changes(content: Content | None) -> Iterator[tuple[str, str]]:
    if content is None:
        return
    if content.names_value:
        value = "null" if content.value is None else repr(content.value)
        yield "value", f"cast({value} as double)"
        yield "lower", "cast(null as double)"  # the publisher's bounds are of the publisher's value
        yield "upper", "cast(null as double)"
    if content.status is not None:
        yield "status", sql_text(content.status.value)
    if content.mark is not None:
        yield "mark", sql_text(content.mark)


def _applied(
    engine: SqlEngine,
    received: str,
    version: DatasetVersion,
    programme: Programme,
    correction: Correction,
) -> Applied:
    place = programme.origins["Correction", correction.id].place("cell")
    dimensions = [dimension.id for dimension in version.structure.dimensions]
    if set(correction.cell.codes) != set(dimensions):
        raise ProgrammeError(
            f"the cell names {', '.join(correction.cell.codes) or 'no dimension'} and the"
            f" dimensions of {version.id} are {', '.join(dimensions) or 'none'}",
            place=place,
            remedy="name one code for each dimension, under codes",
        )
    rows = engine.rows(
        f"select value, status, mark from {received} where {_cell(version, correction)}"
    )
    if not rows:
        raise ProgrammeError(
            f"there is no such cell in {version.id} of {version.recorded}: {correction.cell}",
            place=place,
            remedy="correct the codes, or end the correction with recorded_to",
        )
    found = rows[0]
    if not _as_expected(correction.expects, found):
        raise ProgrammeError(
            f"{correction.id!r} expects {correction.expects} and finds {_shown(found)}"
            f" in {Place(str(version.id), cell=str(correction.cell))} of {version.recorded}",
            place=programme.origins["Correction", correction.id].place("expects"),
            remedy="if the publisher has mended it, end the correction with recorded_to",
        )
    _check_outcome(programme, correction, found)
    return Applied(
        id=correction.id,
        key=correction.cell.key(dimensions),
        found=_shown(found),
        made="dropped" if correction.becomes is None else str(correction.becomes),
        reason=correction.reason,
        source=correction.source,
        who=correction.who,
        decided=correction.decided,
    )


def _as_expected(expects: Content, found: tuple[Any, ...]) -> bool:
    value, status, mark = found
    return (
        (not expects.names_value or expects.value == value)
        and (expects.status is None or expects.status == status)
        and (expects.mark is None or expects.mark == (mark or ""))
    )


def _check_outcome(programme: Programme, correction: Correction, found: tuple[Any, ...]) -> None:
    becomes = correction.becomes
    if becomes is None or not (becomes.names_value or becomes.status):
        return
    value = becomes.value if becomes.names_value else found[0]
    status = becomes.status or ObservationStatus(found[1])
    if (value is not None) != status.has_value:
        raise ProgrammeError(
            f"the cell would have {shown_value(value)} and status {status.value}",
            place=programme.origins["Correction", correction.id].place("becomes"),
            remedy="name value and status together, so that they agree",
        )


def _shown(found: tuple[Any, ...]) -> str:
    value, status, mark = found
    marked = f", mark {mark!r}" if mark else ""
    return f"{shown_value(value)}, status {status}{marked}"
