"""`agdb sources`: what we have of each source, how it is asked for, and when more is expected."""

from __future__ import annotations

from datetime import date

import msgspec

from agdb.arrivals.state import SourceState, source_state
from agdb.cli.context import now, programme, warehouse
from agdb.cli.options import Json
from agdb.cli.output import put_json, put_table
from agdb.cli.settings import Settings, current
from agdb.sources.fetching.order import Order
from agdb.sources.publishers import order_if_fetchable
from agdb.statistics.identifier import DatasetId


def sources(*, as_json: Json = False) -> None:
    """Print every source with its rhythm, its newest figures, how to ask, and what is late."""
    list_sources(current(), as_json=as_json, today=now().date())


def list_sources(where: Settings, *, as_json: bool, today: date) -> None:
    """Print the sources as they stand on `today`."""
    store = warehouse(where)
    rows = [
        (
            order_if_fetchable(source),
            source_state(source, store.find(DatasetId.parse(source.id)), today=today),
        )
        for source in programme(where).sources.values()
    ]
    if as_json:
        put_json([msgspec.structs.asdict(state) | {"fetch": _told(order)} for order, state in rows])
        return
    put_table(
        (
            *("source", "fetch", "rhythm", "published", "recorded", "newest", "expected"),
            *("because of", "overdue here"),
        ),
        (_row(order, state) for order, state in rows),
    )


def _told(order: Order | None) -> dict[str, object] | None:
    if order is None:
        return None
    return {
        "publisher": order.dataset.publisher,
        "table": order.name,
        "file": order.file,
        "query": {name: list(codes) for name, codes in order.query.items()},
    }


def _row(order: Order | None, state: SourceState) -> tuple[str, ...]:
    return (
        state.dataset,
        "by hand" if order is None else _in_short(order),
        state.rhythm,
        state.published or "not known",
        "-" if state.recorded is None else state.recorded.isoformat(),
        state.newest_period or "-",
        state.expected or "-",
        "-" if state.basis is None else f"{state.basis}, {state.standing}",
        "not read yet" if state.late else "",
    )


def _in_short(order: Order) -> str:
    """The publisher's name for it, and that only a part is asked for.

    >>> _in_short(Order(DatasetId("eurostat", "a_b"), {}, query={"geo": ("NL",)}))
    'a_b (geo)'
    """
    parts = ", ".join(sorted(order.query))
    return f"{order.name} ({parts})" if parts else order.name
