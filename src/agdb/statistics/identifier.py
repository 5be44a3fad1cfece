"""Names that may stand in a path, an address or a statement: checked once, then trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agdb.errors import StatisticsError

_DATASET: Final = re.compile(r"([a-z][a-z0-9-]*):([A-Za-z0-9][A-Za-z0-9_.@-]*)")
_COLUMN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True, order=True)
class DatasetId:
    """`<publisher>:<publisher's own id>`, in the publisher's own casing.

    >>> DatasetId.parse("cbs:80472ned")
    DatasetId(publisher='cbs', name='80472ned')
    >>> DatasetId.parse("cbs:80472NED").same_as(DatasetId.parse("cbs:80472ned"))
    True
    """

    publisher: str
    name: str

    def __str__(self) -> str:
        return f"{self.publisher}:{self.name}"

    @property
    def folder(self) -> str:
        """Relative path for this dataset: unique also on a disk that ignores case.

        >>> DatasetId.parse("cbs:80472NED").folder
        'cbs/80472ned'
        """
        return f"{self.publisher}/{self.name.lower()}"

    def same_as(self, other: DatasetId) -> bool:
        """Whether both name one dataset; people write 80472NED for 80472ned."""
        return self.folder == other.folder

    @classmethod
    def parse(cls, text: str) -> DatasetId:
        """Return the id in `text`; raises `StatisticsError` if it is not one."""
        match = _DATASET.fullmatch(text.strip())
        if match is None or ".." in text:
            raise StatisticsError(
                f"{text!r} is not a dataset id", remedy="write publisher:id, as in cbs:80472ned"
            )
        return cls(match[1], match[2])


def table_of(dataset: str) -> str:
    """Return the table of which a dataset is an edition.

    >>> table_of("cbs:85276NED@2025-Q4")
    'cbs:85276NED'
    """
    return dataset.partition("@")[0]


def checked_column(name: str) -> str:
    """Return `name` if it may stand unquoted for a column; raises `StatisticsError` if not.

    >>> checked_column("RegioS")
    'RegioS'
    """
    if _COLUMN.fullmatch(name) is None:
        raise StatisticsError(f"{name!r} cannot name a column", remedy="use letters, digits and _")
    return name


def sql_text(value: str) -> str:
    """Return `value` as an SQL text literal, for statements that must be portable as text.

    >>> sql_text("'s-Hertogenbosch")
    "'''s-Hertogenbosch'"
    """
    return "'" + value.replace("'", "''") + "'"
