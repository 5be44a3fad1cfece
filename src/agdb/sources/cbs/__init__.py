"""Statistics Netherlands (CBS): StatLine tables in the forms in which they can be recorded."""

from __future__ import annotations

from typing import Final

from agdb.sources.cbs.dumps.parquet import V3Parquet, V4Parquet
from agdb.sources.cbs.dumps.portal import V3Portal
from agdb.sources.cbs.dumps.titles import V3Titles
from agdb.sources.cbs.fetch import SERVICES, Cbs
from agdb.sources.cbs.v3_json import V3Json
from agdb.sources.cbs.v4_csv import V4Csv
from agdb.sources.cbs.v4_json import V4Json
from agdb.sources.publisher import Publisher

PUBLISHER: Final = Publisher(
    "cbs",
    (
        V4Parquet(),  # before JSON: the metadata beside Parquet files are JSON
        V3Parquet(),
        V4Json(),
        V4Csv(),
        V3Json(),
        V3Portal(),
        V3Titles(),
    ),
    fetcher=Cbs(),
    addresses={"cbs": "https://datasets.cbs.nl", "cbs_v3": "https://opendata.cbs.nl"},
    services=SERVICES,
)
