"""Which observations and which corrections went into a value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agdb.indicators.rows import CellRow

Label = tuple[str, ...]
"""The labels that a role has: region, period, codes of breakdowns."""


def observation_key(dataset: str, parts: Iterable[str]) -> str:
    """Return the key of one observation: dataset, measure, codes and period.

    >>> observation_key("cbs:80472ned", ("Open_1", "C", "2024-Q4"))
    'cbs:80472ned|Open_1|C|2024-Q4'
    """
    return "|".join((dataset, *parts))


def hash_of(keys: Iterable[str]) -> str:
    """Return the SHA-256 of the sorted keys, each on a line of its own.

    >>> hash_of(["b", "a"]) == hash_of(["a", "b"])
    True
    """
    return hashlib.sha256("".join(f"{key}\n" for key in sorted(keys)).encode()).hexdigest()


def label_of(region: str, period: str, codes: Sequence[str]) -> dict[str, str]:
    """Return every label that a value has, by the name of its column."""
    return {"region": region, "of_period": period} | {f"b{i}": c for i, c in enumerate(codes)}


@dataclass(frozen=True)
class Contributions:
    """The keys of one role of an indicator, by the label of the value they went into.

    `labels` names the columns of a label: region, of_period, and b0 for the first breakdown.
    `corrections` has the ids of the corrections by the keys of the observations that they touched,
    also of those that they took away: `touched` are the cells as received.
    """

    labels: tuple[str, ...]
    by_label: Mapping[Label, Sequence[str]]
    touched: Mapping[Label, Sequence[str]]
    corrections: Mapping[str, str]

    @classmethod
    def of(
        cls,
        dataset: str,
        labels: tuple[str, ...],
        cells: Iterable[CellRow],
        *,
        touched: Iterable[CellRow] = (),
        corrections: Mapping[str, str] | None = None,
    ) -> Contributions:
        """Return what `cells` contribute, and which of the `corrections` touched them."""
        return cls(labels, _keys(dataset, cells), _keys(dataset, touched), corrections or {})

    def keys(self, region: str, period: str, codes: tuple[str, ...]) -> Sequence[str]:
        """Return the keys behind the value with these labels."""
        return self.by_label.get(self._label(region, period, codes), ())

    def corrected(self, region: str, period: str, codes: tuple[str, ...]) -> Sequence[str]:
        """Return the ids of the corrections behind the value with these labels."""
        keys = self.touched.get(self._label(region, period, codes), ())
        return [self.corrections[key] for key in keys]

    def _label(self, region: str, period: str, codes: tuple[str, ...]) -> Label:
        known = label_of(region, period, codes)
        return tuple(known[name] for name in self.labels)


def _keys(dataset: str, cells: Iterable[CellRow]) -> dict[Label, list[str]]:
    found: dict[Label, list[str]] = defaultdict(list)
    for cell in cells:
        found[cell.label].append(observation_key(dataset, cell.key))
    return dict(found)
