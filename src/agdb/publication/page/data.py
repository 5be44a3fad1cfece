"""The page of the open data: which addresses there are, and what one may do with them."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.api.files import (
    COLLECTIONS,
    PACKAGE,
    ROOT,
    SCORES,
    collection_path,
    indicator_path,
)
from agdb.publication.page.edition import Edition, Link


def data_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; its examples are of the first indicator of the release."""
    language = edition.language
    named = {
        "index": f"{ROOT}index.json",
        **{name: collection_path(name) for name in COLLECTIONS},
        **({"forecasts": SCORES} if edition.release.backtest else {}),
        "package": PACKAGE,
    }
    example = next(iter(edition.readings), None)
    if example is not None:
        named["indicator"] = indicator_path(example)
        named["csv"] = address.download(language.code, example, "csv")
    return edition.render(
        "data.html",
        address.section(language.code, "data"),
        title=language.say("menu.data"),
        description=language.say("data.intro"),
        addresses=[
            Link(edition.addresses.link(path), edition.addresses.full(path), aside=key)
            for key, path in named.items()
        ],
    )
