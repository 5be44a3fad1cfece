"""The one list of the pages: site, menu, footer, sitemap and reserved names come from it."""

from __future__ import annotations

from agdb.programme.programme import Programme
from agdb.publication.page.api import page as api
from agdb.publication.page.calendar import page as calendar
from agdb.publication.page.changes import page as changes
from agdb.publication.page.classifications import page as classifications
from agdb.publication.page.commitments import page as commitments
from agdb.publication.page.compare import page as compare
from agdb.publication.page.coverage import page as coverage
from agdb.publication.page.data import page as data
from agdb.publication.page.forecasts import page as forecasts
from agdb.publication.page.fragmentation import page as fragmentation
from agdb.publication.page.governance import body
from agdb.publication.page.governance import page as governance
from agdb.publication.page.indicator import page as indicator
from agdb.publication.page.initiative import page as initiative
from agdb.publication.page.initiatives import page as initiatives
from agdb.publication.page.money import page as money
from agdb.publication.page.organisation import page as organisation
from agdb.publication.page.overview import page as overview
from agdb.publication.page.pillar import page as pillar
from agdb.publication.page.region import page as region
from agdb.publication.page.releases import page as releases
from agdb.publication.page.report import page as report
from agdb.publication.page.scenario import page as scenario
from agdb.publication.page.search import page as search
from agdb.publication.page.sources import page as sources
from agdb.publication.page.targets import page as targets
from agdb.publication.page.text.page import text_section
from agdb.publication.page.timeline import page as timeline
from agdb.publication.section import Section

SECTIONS: tuple[Section, ...] = (
    overview.SECTION,
    pillar.SECTION,
    indicator.SECTION,
    targets.SECTION,
    initiatives.SECTION,
    initiative.SECTION,
    money.SECTION,
    commitments.SECTION,
    region.SECTION,
    compare.SECTION,
    scenario.SECTION,
    governance.SECTION,
    body.SECTION,
    organisation.SECTION,
    timeline.SECTION,
    report.SECTION,
    fragmentation.SECTION,
    changes.SECTION,
    releases.SECTION,
    coverage.SECTION,
    calendar.SECTION,
    classifications.SECTION,
    sources.SECTION,
    data.SECTION,
    api.SECTION,
    forecasts.SECTION,
    search.SECTION,
)
"""The pages that every programme can have, in the order of menu and footer."""

# Parts of the address that are no page: downloads and pictures of the site stand there.
_NOT_PAGES = frozenset({"assets", "card"})


def sections(programme: Programme) -> tuple[Section, ...]:
    """Return every section in the order of menu and footer: the fixed ones, then the texts."""
    names = dict.fromkeys(name for texts in programme.texts.values() for name in texts)
    return (*SECTIONS, *(text_section(name) for name in names))


def taken() -> frozenset[str]:
    """Return the names that a text of the programme cannot have, because something stands there."""
    return _NOT_PAGES | {section.name for section in SECTIONS}
