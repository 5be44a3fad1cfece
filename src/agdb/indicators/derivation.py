"""Which observations went into a value: their keys, counted and hashed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Label = tuple[str, ...]
"""Region, period and the code of every breakdown that a role has."""


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


@dataclass(frozen=True)
class Contributions:
    """The keys of one role of an indicator, by the label of the value they went into."""

    shown: tuple[int, ...]
    by_label: Mapping[Label, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, dataset: str, shown: tuple[int, ...], rows: Iterable[Label]) -> Contributions:
        """Return the contributions in `rows`: region, period, codes shown, then the key parts."""
        width = 2 + len(shown)
        found: dict[Label, list[str]] = defaultdict(list)
        for row in rows:
            found[row[:width]].append(observation_key(dataset, row[width:]))
        return cls(shown, found)

    def to(self, region: str, period: str, codes: tuple[str, ...]) -> list[str]:
        """Return the keys behind the value with these labels."""
        label = (region, period, *(codes[place] for place in self.shown))
        return self.by_label.get(label, [])
