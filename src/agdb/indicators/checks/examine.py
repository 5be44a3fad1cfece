"""Holds every dataset and every indicator against every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import prod
from typing import Final

from agdb.errors import IndicatorError
from agdb.indicators.checks.data import Data, Vintage
from agdb.indicators.checks.finding import Finding, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.rules import RULES, STOPPING
from agdb.indicators.checks.values import RoleSources, Sources, Values, label_in
from agdb.indicators.reuse import Reuse
from agdb.indicators.selection import Resolved, resolve
from agdb.indicators.statement import TABLE, cell_statement, labels
from agdb.indicators.succession import by_table, parts_of
from agdb.programme.metric import ByClassification, Term
from agdb.programme.programme import Programme
from agdb.results.value import Computed
from agdb.statistics.identifier import DatasetId
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.corrections import offer_corrected
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

_NOW: Final = "vintage_now"
_LAST: Final = "vintage_last"


def check_release(
    computed: Mapping[str, Computed],
    *,
    programme: Programme,
    warehouse: Warehouse,
    engine: Engine,
    today: date,
    as_of: date | None = None,
    rules: Sequence[Rule] = RULES,
    reuse: Reuse | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules find in the programme, the datasets that `computed` read, its values.

    Of a dataset only the measures that an indicator reads are looked at. What `reuse` knows to be
    right is not looked at again; it knows only of the rules that stop a build.
    """
    used: dict[str, set[str]] = {}
    for one in computed.values():
        for part in one.inputs:
            used.setdefault(part.dataset, set()).add(part.measure)
    findings = [found for rule in rules for found in rule.on_programme(programme)]
    for dataset, measures in sorted(used.items()):
        versions = warehouse.versions(DatasetId.parse(dataset), as_of=as_of)
        if reuse is not None and reuse.was_examined(versions, measures, today=today):
            continue
        findings += check_dataset(
            versions,
            measures=measures,
            programme=programme,
            engine=engine,
            today=today,
            rules=rules,
        )
    for one in computed.values():
        if reuse is not None and reuse.was_right(one, today=today):
            continue
        findings += check_values(
            one,
            programme=programme,
            warehouse=warehouse,
            engine=engine,
            today=today,
            rules=rules,
        )
    return tuple(findings)


def check_dataset(
    versions: Iterable[DatasetVersion],
    *,
    programme: Programme,
    engine: Engine,
    today: date,
    measures: Iterable[str] | None = None,
    rules: Sequence[Rule] = RULES,
) -> Iterator[Finding]:
    """Yield what the rules find in the last of `versions`, corrections applied.

    `measures` keeps to some of them. The vintage before is the last one recorded on an earlier day
    in the same way, as far as there is one: a transcription does not compare with the publisher's
    own bytes, nor a slice with the whole, nor titles with codes.
    """
    *before, now = versions
    alike = next((one for one in reversed(before) if _compares(one, now)), None)
    offer_corrected(engine, now, programme=programme, name=_NOW)
    last = None
    if alike is not None:
        engine.view(_LAST, alike.parquet)
        last = Vintage(alike, _LAST)
    known = now.structure.measure_by_id
    wanted = known if measures is None else [name for name in measures if name in known]
    data = Data(engine, Vintage(now, _NOW), last, tuple(sorted(wanted)), programme, today)
    for rule in rules:
        yield from rule.on_data(data)


def _compares(before: DatasetVersion, now: DatasetVersion) -> bool:
    """Whether what differs between two versions is the publisher's doing, and not ours."""
    return (
        before.recorded < now.recorded
        and before.receipt.origin is now.receipt.origin
        and bool(before.partial) == bool(now.partial)
        and before.structure.notes.get("codes") == now.structure.notes.get("codes")
    )


def check_values(
    computed: Computed,
    *,
    programme: Programme,
    warehouse: Warehouse,
    engine: Engine,
    today: date,
    rules: Sequence[Rule] = RULES,
) -> Iterator[Finding]:
    """Yield what the rules find in the values of an indicator, held against their cells."""
    roles = tuple(
        _role(computed, term, programme=programme, warehouse=warehouse, engine=engine)
        for term in (computed.definition.metric.terms if computed.inputs else ())
    )
    values = Values(computed, roles, programme, today)
    for rule in rules:
        yield from rule.on_values(values)


def refuse(
    computed: Mapping[str, Computed],
    *,
    programme: Programme,
    warehouse: Warehouse,
    engine: Engine,
    today: date,
    as_of: date | None = None,
    reuse: Reuse | None = None,
) -> None:
    """Raise `IndicatorError` for the first finding that stops a build, if there is any.

    If there is none, `reuse` remembers that.
    """
    findings = check_release(
        computed,
        programme=programme,
        warehouse=warehouse,
        engine=engine,
        today=today,
        as_of=as_of,
        rules=STOPPING,
        reuse=reuse,
    )
    blocking = stopping(findings)
    if blocking:
        first, others = blocking[0], sum(1 + finding.more for finding in blocking) - 1
        raise IndicatorError(
            f"{first.what} ({first.rule}{f', and {others} more' if others else ''})",
            place=first.place,
            remedy=f"{first.remedy}; agdb check lists all",
        )
    if reuse is not None:
        reuse.remember(computed, today=today)


def stopping(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.BLOCK]


def _role(
    computed: Computed, term: Term, *, programme: Programme, warehouse: Warehouse, engine: Engine
) -> RoleSources:
    """Count the cells of a role anew, from the dataset versions that the indicator read."""
    parts = by_table(computed)
    found: dict[tuple[str, ...], Sources] = {}
    for part in parts:
        own = next(one for one in part.definition.metric.terms if one.role == term.role)
        role = _resolved(part, own, programme, warehouse, engine, several=len(parts) > 1)
        label = labels(role)
        of_this = {label_in(label, value): value for value in part.values}
        found |= {
            key: replace(one, codes=parts_of(of_this[key], part.definition, programme))
            for key, one in _counted(role, engine).items()
            if key in of_this
        }
    return RoleSources(role.measure, label, found, _expected(term, programme))


def _resolved(
    computed: Computed,
    term: Term,
    programme: Programme,
    warehouse: Warehouse,
    engine: Engine,
    *,
    several: bool,
) -> Resolved:
    used = next(used for used in computed.inputs if used.role == term.role)
    versions = warehouse.versions(DatasetId.parse(used.dataset))
    version = next(version for version in versions if version.version == used.version)
    offer_corrected(engine, version, programme=programme, name=TABLE.format(role=term.role))
    return resolve(
        programme=programme,
        indicator=computed.definition,
        term=term,
        structure=version.structure,
        several=several,
    )


def _counted(role: Resolved, engine: Engine) -> dict[tuple[str, ...], Sources]:
    label = labels(role)
    rows = engine.rows(
        f"select {', '.join(label)}, count(*), count(*) - count(value), count(lower),"
        " string_agg(distinct status, ' '), string_agg(distinct finality, ' ')"
        f" from ({cell_statement(role)}) as cells group by {', '.join(label)}"
    )
    found = {}
    for *parts, cells, empty, bounded, statuses, finalities in rows:
        found[tuple(map(str, parts))] = Sources(
            cells,
            empty,
            bounded,
            frozenset(map(ObservationStatus, statuses.split())),
            frozenset(map(Finality, finalities.split())),
        )
    return found


def _expected(term: Term, programme: Programme) -> int:
    """Return how many cells one value is meant to be made of: a code for each that is named."""
    return prod(
        len(programme.classifications[wanted.classification].members)
        if isinstance(wanted, ByClassification)
        else 1
        if isinstance(wanted, str)
        else len(wanted)
        for wanted in term.selection.where.values()
    )
