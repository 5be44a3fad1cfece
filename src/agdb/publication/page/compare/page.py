"""The page on which a reader compares, and those of the comparisons that are ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.compare.ready import (
    ComparedTable,
    of_areas,
    of_indicators,
    of_regions,
    then_and_now,
)
from agdb.publication.regional.profile import regional_indicators
from agdb.publication.section import LinkPlace, Section, named

NAME: Final = "compare"
_REGIONS: Final = "regions/"
"""What stands before the id of an indicator in the key of its comparison by region."""
_READY: Final[dict[str, Callable[[Edition], tuple[ComparedTable, ...]]]] = {
    "areas": of_areas,
    "then-now": then_and_now,
    "indicators": of_indicators,
}
REASONS: Final = (
    "unit", "period", "population", "definition", "break", "border", "indicator", "region",
    "none", "kind", "same", "at", "moment", "data",
)  # fmt: skip
"""Why the script refuses: each has a sentence `compare.refused.<reason>`."""


def compare_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page: a form that a script fills in, and links to what is ready without it."""
    language = edition.language
    ready = [_link(edition, key, language.say(f"compare.{key}")) for key in _there(edition)]
    return edition.render(
        "compare/compare.html",
        address.section(language.code, NAME),
        title=language.say("compare.title"),
        description=language.say("compare.intro"),
        ready=ready,
        regions=[
            _link(edition, f"{_REGIONS}{one}", edition.readings[one].name)
            for one in regional_indicators(edition)
        ],
        reasons={one: language.say(f"compare.refused.{one}", None, **_LATER) for one in REASONS},
        index=edition.addresses.link(address.COMPARABLE),
        country=edition.programme.plan.country,
    )


_LATER: Final = {name: f"{{{name}}}" for name in ("one", "other", "why", "period", "given", "like")}
"""What the script puts into its sentences."""


def _there(edition: Edition) -> tuple[str, ...]:
    return tuple(key for key, make in _READY.items() if make(edition))


def _link(edition: Edition, key: str, text: str) -> Link:
    path = address.page(edition.language.code, NAME, key)
    return Link(edition.addresses.link(path), text)


def _ready_page(edition: Edition, key: str) -> tuple[str, bytes]:
    language = edition.language
    ident = key.removeprefix(_REGIONS)
    if ident != key:
        tables = of_regions(edition, ident)
        title = language.say("compare.regions.of", name=edition.readings[ident].name)
        kind = "regions"
    else:
        tables, title, kind = _READY[key](edition), language.say(f"compare.{key}"), key
    return edition.render(
        "compare/ready.html",
        address.page(language.code, NAME, key),
        title=title,
        description=language.say(f"compare.{kind}.intro"),
        tables=tables,
        page=edition.addresses.link(address.section(language.code, NAME)),
    )


def _keys(edition: Edition) -> tuple[str, ...]:
    regional = tuple(f"{_REGIONS}{ident}" for ident in regional_indicators(edition))
    return ("", *_there(edition), *regional)


SECTION = Section(
    name=NAME,
    keys=_keys,
    render=lambda edition, key: _ready_page(edition, key) if key else compare_page(edition),
    place=LinkPlace.FOOTER,
    label=named("compare.title"),
)
