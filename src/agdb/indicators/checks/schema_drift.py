"""Measures, dimensions and codes that went or came since the last vintage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.statistics.identifier import DatasetId


def _in_data(data: Data) -> Iterator[Found]:
    if data.last is None:
        return
    now, before = data.structure, data.last.structure
    read = {
        term.selection.measure
        for indicator in data.programme.indicators.values()
        for term in indicator.metric.terms
        if DatasetId.parse(term.selection.dataset).same_as(data.now.version.id)
    }
    for found in _differences("measure", now.measure_by_id, before.measure_by_id, Severity.WARN):
        # a measure that nobody reads may go; without one that is read nothing can be computed
        gone = found.cell in read and found.cell not in now.measure_by_id
        yield replace(found, severity=Severity.BLOCK) if gone else found
    yield from _differences(
        "dimension", now.dimension_by_id, before.dimension_by_id, Severity.BLOCK
    )
    for name in sorted(now.dimension_by_id.keys() & before.dimension_by_id.keys()):
        one, other = now.dimension_by_id[name], before.dimension_by_id[name]
        if one.kind is not other.kind:
            what = f"the dimension is {one.kind.value} and was {other.kind.value}"
            yield Found(name, what, Severity.BLOCK)
        yield from _differences(f"code of {name}", one.by_id, other.by_id, Severity.WARN)
        for code in sorted(one.by_id.keys() & other.by_id.keys()):
            if one.by_id[code].parent != other.by_id[code].parent:
                yield Found(f"{name} {code}", "the code has another parent than it had")


def _differences(
    what: str, now: Iterable[str], before: Iterable[str], gone: Severity
) -> Iterator[Found]:
    for name in sorted(set(before) - set(now)):
        yield Found(name, f"the {what} {name!r} is gone", gone)
    for name in sorted(set(now) - set(before)):
        severity = Severity.BLOCK if what == "dimension" else Severity.WARN
        yield Found(name, f"the {what} {name!r} is new", severity)


RULE = Rule(
    name="schema_drift",
    severity=Severity.WARN,
    remedy="read the publisher's notes, and look whether the indicators still say what they said",
    of_data=_in_data,
    may_block=True,
)
