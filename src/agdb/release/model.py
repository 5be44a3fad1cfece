"""A release: one consistent whole of values, inputs and definitions, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agdb.indicators.value import Computed
from agdb.programme.programme import Programme


@dataclass(frozen=True)
class Release:
    """All that is published at once. `id` is `<recorded>-<hash>`; same inputs, same id and bytes.

    `recorded` is the date of the newest input. `computed` has every indicator of the programme by
    its id, in the programme's order, with or without values.
    """

    id: str
    recorded: date
    programme: Programme
    computed: Mapping[str, Computed]
