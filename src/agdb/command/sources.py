"""`agdb sources`: what we have of each source, and when the next figures are expected."""

from __future__ import annotations

from datetime import date

from agdb.arrivals.state import SourceState, source_state
from agdb.command.output import put_json, put_table
from agdb.command.settings import Settings
from agdb.command.workshop import now, programme, warehouse
from agdb.statistics.identifier import DatasetId


def list_sources(where: Settings, *, as_json: bool, today: date | None = None) -> None:
    """Print every source with its rhythm, its newest figures, and what is expected or late."""
    store = warehouse(where)
    day = today or now().date()
    states = [
        source_state(source, store.find(DatasetId.parse(source.id)), today=day)
        for source in programme(where).sources.values()
    ]
    if as_json:
        put_json(states)
        return
    put_table(
        ("source", "rhythm", "recorded", "newest", "expected", "because of", "late"),
        (_row(state) for state in states),
    )


def _row(state: SourceState) -> tuple[str, ...]:
    return (
        state.dataset,
        state.rhythm,
        "-" if state.recorded is None else state.recorded.isoformat(),
        state.newest_period or "-",
        "-" if state.expected is None else state.expected.isoformat(),
        state.basis or "-",
        "late" if state.late else "",
    )
