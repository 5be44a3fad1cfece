"""`agdb compute`: an indicator from records or datasets, on this machine or on a Spark cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from agdb.cli.context import keep_figures, programme, warehouse
from agdb.cli.indicators import put_values
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.progress import progress
from agdb.cli.settings import current
from agdb.errors import UsageError
from agdb.files.durable import scratch_folder
from agdb.indicators.compute import compute as compute_here
from agdb.indicators.workbench import Workbench
from agdb.programme.indicator import Indicator
from agdb.programme.naming import indicator_names, meant
from agdb.programme.programme import Programme
from agdb.records.compute import (
    FromRecords,
    RecordEngine,
    Unplaced,
    compile_indicator,
    compute_from_records,
    is_from_records,
)
from agdb.records.spark import SparkEngine
from agdb.results.value import Value
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse


def compute(
    indicator: Annotated[str, typer.Argument(metavar="ID")],
    *,
    data: Annotated[
        list[str] | None,
        typer.Option(metavar="DATASET=PATH", help="Where the records of a dataset are (Parquet)."),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="sc://HOST:PORT",
            envvar="AGDB_SPARK_URL",
            help="A cluster that speaks Spark Connect; without it, this machine.",
        ),
    ] = None,
    memory: Annotated[str, typer.Option(help="What this machine may use, as in 4GB.")] = "1GB",
    statement: Annotated[
        bool, typer.Option("--statement", help="Print the SQL statement and run nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the values, or the statement that computes them.

    Records that no value counts are reported on standard error.
    """
    where = current()
    plan, store = programme(where), warehouse(where)
    definition = _defined(plan, indicator)
    keep_figures(plan, store)
    if statement:
        sql = compile_indicator(definition, programme=plan, warehouse=store).statement
        if as_json:
            put_json({"statement": sql})
        else:
            put(sql)
        return
    addresses = _addresses(plan, data or [])
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
        lacking = f"{one.records} of {one.of} records of {one.dataset} have no {_lack(one)}"
        sys.stderr.write(f"agdb: {lacking} and are not counted.\n")


def _lack(one: Unplaced) -> str:
    return one.what if one.what == "date" else f"known code in {one.what}"


def _values(
    definition: Indicator,
    plan: Programme,
    store: Warehouse,
    engine: RecordEngine,
    addresses: Mapping[str, str],
) -> tuple[Sequence[Value], Sequence[Unplaced]]:
    if is_from_records(definition, plan):
        found: FromRecords = compute_from_records(
            definition,
            Workbench(programme=plan, warehouse=store, engine=engine),
            addresses=addresses,
        )
        return found.values, found.unplaced
    computed = compute_here(definition, Workbench(programme=plan, warehouse=store, engine=engine))
    if computed.waiting is not None:
        raise UsageError(
            f"{definition.id} waits for {computed.waiting.dataset}",
            remedy=f"run {computed.waiting.command}",
        )
    return computed.values, ()


def _defined(plan: Programme, name: str) -> Indicator:
    ident = meant(name, indicator_names(plan), what="indicator", listed_by="agdb indicators")
    return plan.indicators[ident]


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
) -> Iterator[RecordEngine]:
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
