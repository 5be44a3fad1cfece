"""The open data of the Tweede Kamer (OData v4): promises, motions with their votes, papers.

Unproven live: written from the fields that public clients use, and strict about them.
"""

from __future__ import annotations

from typing import Final

from agdb.sources.publisher import Publisher
from agdb.sources.tweede_kamer.fetch import PROBE, TweedeKamer

PUBLISHER: Final = Publisher(
    "tweede-kamer",
    (),
    addresses={"tweede_kamer": "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0"},
    services=(PROBE,),
    records=TweedeKamer(),
)
