"""The page of the open data: which addresses there are, and what one may do with them."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.download.as_json_stat import EXTENSION as JSON_STAT
from agdb.publication.edition import Edition, Link
from agdb.publication.section import LinkPlace, Section, named, single


def data_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; its examples are of the first indicator of the release."""
    language = edition.language
    named = {
        "index": f"{address.ROOT}index.json",
        **{name: address.collection_path(name) for name in address.collections(edition.release)},
        **({"forecasts": address.SCORES} if edition.release.backtest else {}),
        "comparable": address.COMPARABLE,
        "package": address.PACKAGE,
        "whole": address.WHOLE,
        **({"observations": address.OBSERVATIONS} if edition.tabled else {}),
        "structures": address.STRUCTURES,
        **({"bill": address.BILL, "statement": address.STATEMENT} if edition.stated else {}),
        **({"catalogue": address.CATALOGUE} if edition.programme.plan.catalogue else {}),
    }
    example = next(iter(edition.readings), None)
    if example is not None:
        named["indicator"] = address.indicator_path(example)
        named["csv"] = address.download(language.code, example, "csv")
        named["jsonstat"] = address.download(language.code, example, JSON_STAT)
    filled = (ident for ident, one in edition.readings.items() if one.computed.values)
    if (first := next(filled, None)) is not None:
        named["sdmx"] = address.sdmx_csv(first)
    return edition.render(
        "data/data.html",
        address.section(language.code, "data"),
        title=language.say("menu.data"),
        description=language.say("data.intro"),
        addresses=[
            Link(edition.addresses.link(path), edition.addresses.full(path), aside=key)
            for key, path in named.items()
        ],
        register=[
            Link(
                edition.addresses.link(address.register_csv(kind)),
                language.say(f"data.address.{kind}").removesuffix(" (JSON)"),
            )
            for kind, some in edition.release.register.kinds()
            if some
        ],
        workbook=edition.addresses.link(address.REGISTER_WORKBOOK),
    )


SECTION = Section(
    name="data",
    keys=lambda _: ("",),
    render=single(data_page),
    place=LinkPlace.FOOTER,
    label=named("menu.data"),
)
