"""Holds every dataset and every indicator against every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import prod
from typing import Final

from agdb.errors import IndicatorError
from agdb.indicators.cache import ValueCache
from agdb.indicators.checks.data import Data, Vintage
from agdb.indicators.checks.finding import Finding, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.rules import RULES, STOPPING
from agdb.indicators.checks.values import (
    ExaminedIndicator,
    RoleSources,
    Sources,
    ValueDataset,
    label_in,
)
from agdb.indicators.rows import labels
from agdb.indicators.selection import Resolved
from agdb.indicators.statement import cell_statement
from agdb.indicators.succession import by_table, parts_of
from agdb.indicators.workbench import Workbench
from agdb.programme.metric import ByClassification, Term
from agdb.programme.programme import Programme
from agdb.results.value import Computed
from agdb.statistics.identifier import DatasetId
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.corrections import offer_corrected
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

_NOW: Final = "vintage_now"
_LAST: Final = "vintage_last"


def check_release(
    computed: Mapping[str, Computed],
    bench: Workbench[Engine],
    *,
    today: date,
    rules: Sequence[Rule] = RULES,
    cache: ValueCache | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules find in the programme, the datasets that `computed` read, its values.

    Of a dataset only the measures that an indicator reads are looked at. What `cache` has
    a result of is skipped; it keeps results only of the rules that stop a build.
    """
    used: dict[str, set[str]] = {}
    for one in computed.values():
        for part in one.inputs:
            used.setdefault(part.dataset, set()).add(part.measure)
    findings = [found for rule in rules for found in rule.on_programme(bench.programme)]
    for dataset, measures in sorted(used.items()):
        versions = bench.warehouse.versions(DatasetId.parse(dataset), as_of=bench.as_of)
        if cache is not None and cache.was_examined(versions, measures, today=today):
            continue
        findings += check_dataset(versions, bench, measures=measures, today=today, rules=rules)
    new = [
        one for one in computed.values() if cache is None or not cache.was_right(one, today=today)
    ]
    return (*findings, *check_values(new, bench, today=today, rules=rules))


def check_dataset(
    versions: Iterable[DatasetVersion],
    bench: Workbench[Engine],
    *,
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
    engine, programme = bench.engine, bench.programme
    offer_corrected(engine, now, programme=programme, name=_NOW)
    last = None
    if alike is not None:
        engine.view(_LAST, alike.parquet)
        last = Vintage(alike, _LAST)
    known = now.structure.measure_by_id
    wanted = known if measures is None else [name for name in measures if name in known]
    data = Data(
        engine=engine,
        name=_NOW,
        measures=tuple(sorted(wanted)),
        dimensions=tuple(dimension.id for dimension in now.structure.dimensions),
        programme=programme,
        today=today,
        now=Vintage(now, _NOW),
        last=last,
    )
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
    computed: Iterable[Computed],
    bench: Workbench[Engine],
    *,
    today: date,
    rules: Sequence[Rule] = RULES,
) -> Iterator[Finding]:
    """Yield what the rules find in the values of indicators, held against their cells."""
    some = [_checked(one, bench) for one in computed]
    if some:
        table = ValueDataset.offered(bench.engine, some, today=today)
        found = [rule.on_values(table) for rule in rules]
        for name in table.values:
            for by_indicator in found:
                yield from by_indicator[name]


def _checked(computed: Computed, bench: Workbench[Engine]) -> ExaminedIndicator:
    terms = computed.definition.metric.terms if computed.inputs else ()
    roles = tuple(_role(computed, term, bench) for term in terms)
    return ExaminedIndicator(computed, roles, bench.programme)


def refuse(
    computed: Mapping[str, Computed],
    bench: Workbench[Engine],
    *,
    today: date,
    cache: ValueCache | None = None,
) -> None:
    """Raise `IndicatorError` for the first finding that stops a build, if there is any.

    If there is none, `cache` remembers that.
    """
    findings = check_release(computed, bench, today=today, rules=STOPPING, cache=cache)
    blocking = stopping(findings)
    if blocking:
        first, others = blocking[0], sum(1 + finding.more for finding in blocking) - 1
        raise IndicatorError(
            f"{first.what} ({first.rule}{f', and {others} more' if others else ''})",
            place=first.place,
            remedy=f"{first.remedy}; agdb check lists all",
        )
    if cache is not None:
        cache.remember(computed, today=today)


def stopping(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.BLOCK]


def _role(computed: Computed, term: Term, bench: Workbench[Engine]) -> RoleSources:
    """Count the cells of a role again, from the dataset versions that the indicator read."""
    parts = by_table(computed)
    found: dict[tuple[str, ...], Sources] = {}
    for part in parts:
        own = next(one for one in part.definition.metric.terms if one.role == term.role)
        role = bench.open_again(part, own, several=len(parts) > 1).resolved
        label = labels(role)
        of_this = {label_in(label, value): value for value in part.values}
        found |= {
            key: replace(one, codes=parts_of(of_this[key], part.definition, bench.programme))
            for key, one in _counted(role, bench.engine).items()
            if key in of_this
        }
    return RoleSources(role.measure, label, found, _expected(term, bench.programme))


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
