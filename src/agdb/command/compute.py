"""`agdb compute`: an indicator from records or datasets, on this machine or on a Spark cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from agdb.command.indicators import put_values
from agdb.command.output import put, put_json
from agdb.command.settings import Settings
from agdb.command.workshop import keep_figures, programme, progress, warehouse
from agdb.errors import UsageError
from agdb.files.durable import scratch_folder
from agdb.indicators.compute import compute
from agdb.indicators.compute_records import (
    FromRecords,
    Unplaced,
    compile_indicator,
    compute_from_records,
    is_from_records,
)
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.results.value import Value
from agdb.warehouse.engine import Engine
from agdb.warehouse.spark import SparkEngine
from agdb.warehouse.sql import SqlEngine
from agdb.warehouse.warehouse import Warehouse


def compute_indicator(
    where: Settings,
    *,
    indicator: str,
    data: Sequence[str],
    engine: str | None,
    memory: str,
    statement_only: bool,
    as_json: bool,
) -> None:
    """Print the values, or the statement that computes them.

    Records that no value counts are told on standard error.
    """
    plan, store = programme(where), warehouse(where)
    definition = _defined(plan, indicator)
    keep_figures(plan, store)
    if statement_only:
        put(compile_indicator(definition, programme=plan, warehouse=store).statement)
        return
    addresses = _addresses(plan, data)
    with (
        progress(f"computing {indicator}"),
        _engine(engine, store, addresses, memory) as chosen,
    ):
        values, unplaced = _values(definition, plan, store, chosen, addresses)
    if as_json:
        put_json({"unit": definition.unit, "values": values, "unplaced": unplaced})
        return
    put_values(definition, values)
    for one in unplaced:
        told = f"{one.records} of {one.of} records of {one.dataset} have no {_lack(one)}"
        sys.stderr.write(f"agdb: {told} and are not counted.\n")


def _lack(one: Unplaced) -> str:
    return one.what if one.what == "date" else f"known code in {one.what}"


def _values(
    definition: Indicator,
    plan: Programme,
    store: Warehouse,
    engine: SqlEngine,
    addresses: Mapping[str, str],
) -> tuple[Sequence[Value], Sequence[Unplaced]]:
    if is_from_records(definition, plan):
        found: FromRecords = compute_from_records(
            definition, programme=plan, warehouse=store, engine=engine, addresses=addresses
        )
        return found.values, found.unplaced
    computed = compute(definition, programme=plan, warehouse=store, engine=engine)
    if computed.waiting is not None:
        raise UsageError(
            f"{definition.id} waits for {computed.waiting.dataset}",
            remedy=f"run {computed.waiting.command}",
        )
    return computed.values, ()


def _defined(plan: Programme, name: str) -> Indicator:
    found = plan.indicators.get(name)
    if found is None:
        raise UsageError(f"there is no indicator {name!r}", remedy="agdb indicators lists them")
    return found


def _addresses(plan: Programme, data: Sequence[str]) -> dict[str, str]:
    """Return the address of the records by data set, as named in the options."""
    layouts = [source.id for source in plan.sources.values() if source.records is not None]
    addresses: dict[str, str] = {}
    for option in data:
        dataset, equals, address = option.partition("=")
        if not equals or not address:
            raise UsageError(f"{option!r} is not DATASET=PATH", remedy="as in --data a:b=records")
        if dataset not in layouts:
            known = ", ".join(layouts) or "none"
            raise UsageError(
                f"the programme has no layout of records for {dataset!r}",
                remedy=f"describe it under records in its source; described are: {known}",
            )
        addresses[dataset] = address
    return addresses


@contextmanager
def _engine(
    address: str | None, store: Warehouse, addresses: Mapping[str, str], memory: str
) -> Iterator[SqlEngine]:
    """The engine that was asked for; on this machine what does not fit in `memory` goes to disk."""
    if address is not None:
        with SparkEngine(address) as spark:
            yield spark
        return
    folders = [store.root]
    for name in addresses.values():
        path = Path(name)
        if not path.exists():
            raise UsageError(f"there is nothing at {name!r}", remedy="give a file or a folder")
        folders.append(path if path.is_dir() else path.parent)
    with (
        scratch_folder(store.root) as spill,
        Engine(folders=folders, spill=spill, memory=memory) as engine,
    ):
        yield engine
