"""The values of an indicator as columns of cells: what every file and the interface print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress
from typing import Any

from agdb.publication.download.freshness import published_by_table
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.results.value import Kind
from agdb.results.values import columns_of
from agdb.statistics.age import Age
from agdb.statistics.columns import Column, file_columns
from agdb.statistics.number import fixed_texts
from agdb.statistics.period import Period

Scalar = str | int | None
Cells = Sequence[Scalar]
"""One cell for each value. A number of a column of numbers is the text that is printed."""


def columns(reading: Reading) -> tuple[Column, ...]:
    """Return the columns of the files of an indicator."""
    return file_columns(tuple(one.id for one in reading.definition.breakdowns))


def column_words(column: Column, reading: Reading) -> str:
    """Return what a column holds, in the language of `reading`."""
    language = reading.language
    for one in reading.definition.breakdowns:
        name = language.words(one.names)
        if column.name == one.id:
            return language.say("column.breakdown", name=name)
        if column.name == f"{one.id}_name":
            return language.say("column.breakdown-name", name=name)
    return language.say(f"column.{column.name.replace('_', '-')}")


@dataclass(frozen=True)
class ValueCells:
    """The cells of one indicator by column, one for each value in the order of the release.

    Numbers are rounded as everywhere else. What is `shared` depends on no language: the files of
    all languages have it, and only the names differ.
    """

    edition: Edition
    reading: Reading

    @cached_property
    def shared(self) -> dict[str, Cells]:
        """The cells of every column that is the same in all languages."""
        one = columns_of(self.reading.computed.values).by_field
        hidden = [value is None for value in one["value"]]
        published = published_by_table(self.reading)
        ages = self._ages(one["period"])
        return {
            "region": one["region"],
            "period": one["period"],
            **self._codes(one["breakdown"]),
            "value": self._numbers(one["value"]),
            "unit": [self.reading.quantity.unit.id] * len(hidden),
            "status": one["status"],
            "finality": one["finality"],
            "mark": one["mark"],
            "lower": self._bounds(one["lower"], hidden, outward=0),
            "upper": self._bounds(one["upper"], hidden, outward=1),
            "lower_95": self._numbers(one["lower_95"]),
            "upper_95": self._numbers(one["upper_95"]),
            "kind": one["kind"],
            "published": [published.get(table) for table in one["table"]],
            "age_months": _of_observed(one, {text: age.months for text, age in ages.items()}),
            "ageing": _of_observed(one, {text: age.ageing for text, age in ages.items()}),
            "observations": one["keys"],
            "observations_sha256": one["keys_hash"],
            "table": one["table"],
            "release": [self.edition.release.id] * len(hidden),
        }

    def different(self, column: str) -> tuple[Scalar, ...]:
        """Return the cells of a column that no language changes, each that differs once."""
        if column not in self._different:
            cells = self.shared[column]
            self._different[column] = (
                (cells[0],) if all_same(cells) else tuple(dict.fromkeys(cells))
            )
        return self._different[column]

    @cached_property
    def _different(self) -> dict[str, tuple[Scalar, ...]]:
        return {}

    def names(self, reading: Reading) -> dict[str, dict[str, str]]:
        """Return the name of every code that occurs, by the column of the codes.

        In the language of `reading`. The column of the names is called after that of the codes.
        """

        def named(column: str, name_of: Callable[[str], str]) -> dict[str, str]:
            return {code: name_of(code) for code in map(str, self.different(column))}

        breakdowns = reading.definition.breakdowns
        return {
            "region": named("region", reading.names.region),
            **{one.id: named(one.id, partial(reading.names.part, one)) for one in breakdowns},
        }

    def all(self, reading: Reading) -> dict[str, Cells]:
        """Return the cells of every column, also those with names."""
        names = {
            f"{column}_name": [found[str(code)] for code in self.shared[column]]
            for column, found in self.names(reading).items()
        }
        return self.shared | names

    def _codes(self, breakdowns: Sequence[tuple[tuple[str, str], ...]]) -> dict[str, Cells]:
        found: dict[str, Cells] = {one.id: [] for one in self.reading.definition.breakdowns}
        for nth, name in enumerate(found):
            codes = [parts[nth][1] for parts in breakdowns]
            found[name] = codes
        return found

    def _numbers(self, numbers: Sequence[float | None]) -> Cells:
        return fixed_texts(numbers, decimals=self.reading.quantity.decimals)

    def _bounds(
        self, bounds: Sequence[float | None], hidden: Sequence[bool], *, outward: int
    ) -> Cells:
        """As published; where only the bounds are known, rounded away from what is between them."""
        quantity = self.reading.quantity
        cells = list(self._numbers(bounds))
        for nth in compress(range(len(cells)), hidden):
            bound = bounds[nth]
            if bound is not None:
                cells[nth] = format(quantity.outward(bound, bound)[outward], "f")
        return cells

    def _ages(self, periods: Sequence[str]) -> dict[str, Age]:
        """The age of each period that has one."""
        day = self.edition.release.day
        ages = {text: Age.of(Period.parse(text), day=day) for text in dict.fromkeys(periods)}
        return {text: age for text, age in ages.items() if age is not None}


def _of_observed(columns: Mapping[str, Sequence[Any]], told: Mapping[str, Scalar]) -> Cells:
    """What is told of the period of each value, and nothing of that of a forecast."""
    found = list(map(told.get, columns["period"]))
    forecast = Kind.FORECAST
    if forecast not in columns["kind"]:
        return found
    pairs = zip(found, columns["kind"], strict=True)
    return [None if kind is forecast else one for one, kind in pairs]


def all_same(cells: Cells) -> bool:
    """Whether all cells are equal, and there are any."""
    return bool(cells) and cells[-1] == cells[0] and cells.count(cells[0]) == len(cells)
