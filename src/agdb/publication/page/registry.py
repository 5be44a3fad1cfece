"""The one list of the pages: site, menu, footer, sitemap and reserved names come from it."""

from __future__ import annotations

from collections.abc import Callable

from agdb.programme.programme import Programme
from agdb.publication.page.backtest import backtest_page
from agdb.publication.page.calendar import calendar_page
from agdb.publication.page.classifications import classification_page, classifications_page
from agdb.publication.page.coverage import coverage_page
from agdb.publication.page.data import data_page
from agdb.publication.page.edition import Edition
from agdb.publication.page.indicator import indicator_page
from agdb.publication.page.initiatives import initiatives_page
from agdb.publication.page.overview import overview_page
from agdb.publication.page.pillar import pillar_page
from agdb.publication.page.regions import region_page, regions_page
from agdb.publication.page.scenario.page import scenario_page
from agdb.publication.page.section import Label, Place, Rendered, Section, single
from agdb.publication.page.sources import sources_page
from agdb.publication.page.target_list import target_page
from agdb.publication.page.texts import heading, text_page

# Parts of the address that are no page: downloads and pictures of the site stand there.
_NOT_PAGES = frozenset({"assets", "changes"})


def sections(programme: Programme) -> tuple[Section, ...]:
    """Return every section in the order of menu and footer: the fixed ones, then the texts."""
    names = dict.fromkeys(name for texts in programme.texts.values() for name in texts)
    return (*SECTIONS, *(_text(name) for name in names))


def taken() -> frozenset[str]:
    """Return the names that a text of the programme cannot have, because something stands there."""
    return _NOT_PAGES | {section.name for section in SECTIONS}


def _named(message: str) -> Callable[[Edition, str], Label | None]:
    """Only the page at the section itself is linked, by this message."""
    return lambda edition, key: None if key else Label(edition.language.say(message))


def _pillar(edition: Edition, key: str) -> Label:
    pillar = edition.programme.plan.pillars[int(key) - 1]
    short = edition.language.say("overview.pillar", number=int(key))
    return Label(short, edition.language.words(pillar.names))


def _one_if(there: Callable[[Edition], bool]) -> Callable[[Edition], tuple[str, ...]]:
    return lambda edition: ("",) if there(edition) else ()


def _list_and(keys: Callable[[Edition], tuple[str, ...]]) -> Callable[[Edition], tuple[str, ...]]:
    """The page that lists them and the page of each; nothing where there are none."""
    return lambda edition: ("", *keys(edition)) if keys(edition) else ()


def _either(
    listed: Callable[[Edition], Rendered], one: Callable[[Edition, str], Rendered]
) -> Callable[[Edition, str], Rendered]:
    return lambda edition, key: one(edition, key) if key else listed(edition)


def _text(name: str) -> Section:
    def label(edition: Edition, _: str) -> Label:
        return Label(heading(edition.programme.texts[edition.language.code][name], name))

    return Section(
        name=name,
        keys=_one_if(
            lambda edition: name in edition.programme.texts.get(edition.language.code, {})
        ),
        render=lambda edition, _: text_page(edition, name),
        place=Place.FOOTER,
        label=label,
    )


SECTIONS: tuple[Section, ...] = (
    Section(
        name="",
        keys=lambda _: ("",),
        render=single(overview_page),
        place=Place.MENU,
        label=_named("menu.overview"),
    ),
    Section(
        name="pillar",
        keys=lambda edition: tuple(
            str(number) for number, _ in enumerate(edition.programme.plan.pillars, start=1)
        ),
        render=lambda edition, key: pillar_page(edition, int(key)),
        place=Place.MENU,
        label=_pillar,
    ),
    Section(
        name="indicator",
        keys=lambda edition: tuple(edition.release.computed),
        render=lambda edition, key: indicator_page(edition, edition.readings[key]),
    ),
    Section(
        name="targets",
        keys=_one_if(lambda edition: bool(edition.programme.targets)),
        render=single(target_page),
        place=Place.MENU,
        label=_named("menu.targets"),
    ),
    Section(
        name="initiatives",
        keys=_one_if(lambda edition: bool(edition.programme.initiatives)),
        render=single(initiatives_page),
        place=Place.MENU,
        label=_named("menu.initiatives"),
    ),
    Section(
        name="region",
        keys=_list_and(lambda edition: edition.regions),
        render=_either(regions_page, region_page),
        place=Place.MENU,
        label=_named("menu.region"),
    ),
    Section(
        name="scenario",
        keys=_one_if(
            lambda edition: (
                edition.release.scenario is not None or edition.release.scenario_of_older
            )
        ),
        render=single(scenario_page),
        place=Place.MENU,
        label=_named("menu.scenario"),
    ),
    Section(
        name="coverage",
        keys=lambda _: ("",),
        render=single(coverage_page),
        place=Place.FOOTER,
        label=_named("menu.coverage"),
    ),
    Section(
        name="calendar",
        keys=lambda _: ("",),
        render=single(calendar_page),
        place=Place.FOOTER,
        label=_named("menu.calendar"),
    ),
    Section(
        name="classifications",
        keys=_list_and(lambda edition: tuple(edition.programme.classifications)),
        render=_either(classifications_page, classification_page),
        place=Place.FOOTER,
        label=_named("menu.classifications"),
    ),
    Section(
        name="sources",
        keys=lambda _: ("",),
        render=single(sources_page),
        place=Place.FOOTER,
        label=_named("menu.sources"),
    ),
    Section(
        name="data",
        keys=lambda _: ("",),
        render=single(data_page),
        place=Place.FOOTER,
        label=_named("menu.data"),
    ),
    Section(
        name="forecasts",
        keys=_one_if(lambda edition: bool(edition.release.backtest)),
        render=single(backtest_page),
        place=Place.FOOTER,
        label=_named("backtest.title"),
    ),
)
