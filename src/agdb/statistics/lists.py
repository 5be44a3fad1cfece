"""What each column of the long table may hold, where that is known before a row is read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from agdb.statistics.period import Frequency
from agdb.statistics.status import Confidentiality, Finality, ObservationStatus
from agdb.statistics.structure import Structure

WORDS: Final[Mapping[str, type[StrEnum]]] = {
    "status": ObservationStatus,
    "confidentiality": Confidentiality,
    "finality": Finality,
    "frequency": Frequency,
}


def code_lists(structure: Structure) -> dict[str, list[str]]:
    """Return what each column of the key may hold."""
    return {
        "measure": [measure.id for measure in structure.measures],
        **{item.id: [code.id for code in item.codes] for item in structure.dimensions},
        "period": [code.period.text for code in structure.periods if code.period is not None],
    }


def column_lists(structure: Structure) -> dict[str, list[str]]:
    """Return what each column of the key, and each with fixed words, may hold."""
    return code_lists(structure) | {column: [*map(str, kind)] for column, kind in WORDS.items()}
