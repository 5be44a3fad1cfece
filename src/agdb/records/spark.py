"""The one module that knows Spark: statements on a cluster, through Spark Connect.

The client is the extra `agdb[spark]` and is imported only here, and only when a cluster is asked
for. Any server that speaks Spark Connect will do: Apache Spark 4, or Sail.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from agdb.errors import Place, UsageError, WarehouseError
from agdb.statistics.identifier import checked_column

_ADDRESS: Final = re.compile(r"(sc://[^/;:\s]+(:\d{1,5})?)(/;?\S*)?")
_GONE: Final = "StatusCode.UNAVAILABLE"
_SENDING: Final = {
    "spark.sql.session.localRelationSizeLimit": "3221225472",
    "spark.sql.session.localRelationChunkSizeRows": "10000",
    "spark.sql.session.localRelationChunkSizeBytes": "16777216",
    "spark.sql.session.localRelationBatchOfChunksSizeBytes": "1073741824",
}
"""Settings that a client of 4.1 or later asks for before it sends a table; 4.0 lacks them."""
_FIRST_TRIES: Final = 3
"""How often the first question is asked again: about two seconds, not the ten minutes of Spark."""


class SparkEngine:
    """SQL on the cluster at `address` (`sc://host:port`, as Spark writes it), in a `with` block.

    Raises `UsageError` for an address that is not one, `WarehouseError` where the extra is not
    installed or the cluster does not answer.
    """

    def __init__(self, address: str) -> None:
        match = _ADDRESS.fullmatch(address)
        if match is None:
            raise UsageError(
                f"{address!r} is not the address of a Spark Connect server",
                remedy="write it as sc://host:15002",
            )
        self._place = Place(match[1])  # what follows may hold a token
        try:
            with _main_with_a_file():
                from pyspark.errors import PySparkException  # noqa: PLC0415 -- may be absent
                from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415 -- may be absent
        except ImportError as error:
            raise WarehouseError(
                f"the client of Spark is not installed ({error.name or error})",
                place=self._place,
                remedy="install it with pip install 'agdb[spark]'",
            ) from None
        # The client would log the stack trace of the cluster; the error is raised in one sentence.
        logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
        self._problem = PySparkException
        with self._translated_errors():
            self._session = SparkSession(connection=address)
        self._greet()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._translated_errors():
            self._session.stop()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a statement.

        Raises `WarehouseError` if the cluster is gone, or refuses the statement or its data.
        """
        with self._translated_errors():
            return [tuple(row) for row in self._session.sql(sql).collect()]

    def view(self, name: str, parquet: Path) -> None:
        """Send a Parquet file of the warehouse along and offer it under `name`."""
        from pyarrow.parquet import read_table  # noqa: PLC0415 -- comes with the extra

        with self._translated_errors():
            frame = self._session.createDataFrame(read_table(parquet))
            frame.createOrReplaceTempView(checked_column(name))

    def records(self, name: str, address: str) -> tuple[str, ...]:
        """Offer the Parquet files at `address`, as the cluster finds them; return their columns."""
        with self._translated_errors():
            frame = self._session.read.parquet(address)
            frame.createOrReplaceTempView(checked_column(name))
            return tuple(frame.columns)

    def _greet(self) -> None:
        """Set what the session needs, and find out soon whether the cluster answers at all."""
        from pyspark.sql.connect.client.retries import (  # noqa: PLC0415 -- the extra may be absent
            DefaultPolicy,
        )

        client = self._session.client
        client.set_retry_policies([DefaultPolicy(max_retries=_FIRST_TRIES)])
        with self._translated_errors():
            # A moment belongs to the same day on every engine, and what does not read as a date or
            # number is an error there too.
            self._session.conf.set("spark.sql.session.timeZone", "UTC")
            self._session.conf.set("spark.sql.ansi.enabled", "true")
            for name, value in _SENDING.items():
                if self._session.conf.get(name, None) is None:
                    self._session.conf.set(name, value)
        client.set_retry_policies([DefaultPolicy()])

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Raise what goes wrong inside as an error of ours."""
        from grpc import RpcError  # noqa: PLC0415 -- comes with the extra

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about retries; the outcome is raised
                yield
        except RpcError as error:
            raise self._gone() from error
        except self._problem as error:
            if _GONE in str(error):
                raise self._gone() from error
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise WarehouseError(
                f"the cluster says: {lines[0].rstrip('.')}",
                place=self._place,
                remedy="check that the cluster finds the records at the address given",
            ) from error

    def _gone(self) -> WarehouseError:
        return WarehouseError(
            "this cluster does not answer",
            place=self._place,
            remedy="check the address, and that a Spark Connect server runs there",
        )


@contextmanager
def _main_with_a_file() -> Iterator[None]:
    """Let the client be imported in a process that was started without a file, by `python -c`.

    There it takes itself to be running its own doctests, and ends the process for want of Java.
    """
    main = sys.modules["__main__"]
    bare = main.__spec__ is None and not hasattr(main, "__file__")
    if bare:
        main.__file__ = "<string>"
    try:
        yield
    finally:
        if bare:
            del main.__file__
