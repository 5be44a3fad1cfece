"""Which observations went into a value: their keys, counted and hashed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Label = tuple[str, ...]
"""The labels that a role has: region, period, codes of breakdowns; in rows, key parts follow."""


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
    """

    labels: tuple[str, ...]
    by_label: Mapping[Label, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, dataset: str, labels: tuple[str, ...], rows: Iterable[Label]) -> Contributions:
        """Return the contributions in `rows`: a label, then the parts of a key."""
        width = len(labels)
        found: dict[Label, list[str]] = defaultdict(list)
        for row in rows:
            found[row[:width]].append(observation_key(dataset, row[width:]))
        return cls(labels, found)

    def to(self, region: str, period: str, codes: tuple[str, ...]) -> list[str]:
        """Return the keys behind the value with these labels."""
        known = label_of(region, period, codes)
        return self.by_label.get(tuple(known[name] for name in self.labels), [])
