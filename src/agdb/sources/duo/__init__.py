"""DUO, open education data: the old files and the new portal, two generations never mixed."""

from __future__ import annotations

from typing import Final

from agdb.sources.duo.fetch import SERVICE, Duo
from agdb.sources.duo.read import Ckan, OldFile
from agdb.sources.publisher import Publisher

PUBLISHER: Final = Publisher(
    "duo",
    (OldFile(), Ckan()),
    fetcher=Duo(),
    addresses={"duo": "https://onderwijsdata.duo.nl"},
    services=(SERVICE,),
)
