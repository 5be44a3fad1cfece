"""Rijksfinanciën: the budget tables of central government, in thousands of euros.

Unproven live: written from the public code of the site that serves them.
"""

from __future__ import annotations

from typing import Final

from agdb.sources.publisher import Publisher
from agdb.sources.rijksfinancien.fetch import PROBE, Rijksfinancien
from agdb.sources.rijksfinancien.read import HOME

PUBLISHER: Final = Publisher(
    "rijksfinancien",
    (),
    addresses={"rijksfinancien": HOME},
    services=(PROBE,),
    records=Rijksfinancien(),
)
