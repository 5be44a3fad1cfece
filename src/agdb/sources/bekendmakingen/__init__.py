"""Officiële bekendmakingen: what is published of a dossier, by the search service (SRU 2.0).

Unproven live: written from the records that public clients show.
"""

from __future__ import annotations

from typing import Final

from agdb.sources.bekendmakingen.fetch import PROBE, Bekendmakingen
from agdb.sources.publisher import Publisher

PUBLISHER: Final = Publisher(
    "bekendmakingen",
    (),
    addresses={"bekendmakingen": "https://repository.overheid.nl/sru"},
    services=(PROBE,),
    records=Bekendmakingen(),
)
