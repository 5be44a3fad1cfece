"""The addresses of the site, and the files that stand behind them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from agdb.errors import UsageError
from agdb.results.release import Release

FOR_PEOPLE = "table.csv"
"""What follows the id in the name of a CSV that a spreadsheet opens, with nothing but a table."""
FORMATS = ("xlsx", FOR_PEOPLE, "csv", "json")
DELIVERY = "delivery.xlsx"
"""The empty workbook in which anybody can send figures."""
ROOT = "api/v1/"
_PROGRAMME = ("indicators", "sources", "regions", "targets")
SECURITY = ".well-known/security.txt"
PACKAGE = "datapackage.json"
OBSERVATIONS = "observations.parquet"
"""All values of the release in one table."""
BILL = "sbom.cdx.json"
"""The packages that the site was made with."""
STATEMENT = "provenance.json"
"""Which files, of which inputs, by which code."""
WHOLE = "release.zip"
"""The data package and all that it describes."""
CATALOGUE = "catalogue.ttl"
"""All data sets after DCAT."""
STRUCTURES = "sdmx/structures.json"
"""The dataflows behind the SDMX-CSV files."""
COMPARABLE = f"{ROOT}comparable.json"
"""How every indicator counts, so that only what counts alike is compared."""
REGISTER_WORKBOOK = "register/register.xlsx"
"""The whole register in one workbook."""
SCORES = f"{ROOT}forecasts.json"
"""How good the forecasts were, by frequency and method."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are, under `base`: a path such as `/`, or a whole address.

    Links within the site are paths from the root, so that a copy on another host works too.
    Raises `UsageError` if `base` is neither or does not end with a slash.

    >>> Addresses("https://example.org/monitor/").link("nl/")
    '/monitor/nl/'
    >>> Addresses("/").file("nl/pillar/1/")
    'nl/pillar/1/index.html'
    """

    base: str

    def __post_init__(self) -> None:
        """Check the base once."""
        if not _can_hold_a_site(self.base):
            raise UsageError(
                f"base address {self.base!r} cannot hold a site",
                remedy="give a path such as / or an address such as https://example.org/, "
                "with a slash at the end",
            )

    @property
    def absolute(self) -> bool:
        """Whether the host is known."""
        return not self.base.startswith("/")

    def link(self, path: str) -> str:
        """Return the link to `path` from any page of this site."""
        return urlsplit(self.base).path + path

    def full(self, path: str) -> str:
        """Return the address of `path` with the host, if the host is known."""
        return self.base + path

    @staticmethod
    def file(path: str) -> str:
        """Return the file in which the page or download at `path` is kept."""
        return f"{path}index.html" if path.endswith("/") or not path else path


def page(language: str, *steps: str) -> str:
    """Return the path of the page at `steps` below a language; empty steps are left out.

    >>> page("nl", "pillar", "1"), page("nl", "")
    ('nl/pillar/1/', 'nl/')
    """
    return "".join(f"{step}/" for step in (language, *steps) if step)


def overview(language: str) -> str:
    """Return the path of the first page in `language`."""
    return f"{language}/"


def pillar(language: str, number: int) -> str:
    """Return the path of pillar `number`, counted from 1."""
    return f"{language}/pillar/{number}/"


def indicator(language: str, ident: str) -> str:
    """Return the path of an indicator's page."""
    return f"{language}/indicator/{ident}/"


def download(language: str, ident: str, extension: str) -> str:
    """Return the path of an indicator's download.

    >>> download("nl", "bicycles-new", "csv")
    'nl/indicator/bicycles-new.csv'
    """
    return f"{language}/indicator/{ident}.{extension}"


def picture(language: str, ident: str, name: str) -> str:
    """Return the path of a picture of an indicator.

    >>> picture("nl", "bicycles-new", "main.svg")
    'nl/indicator/bicycles-new/main.svg'
    """
    return f"{indicator(language, ident)}{name}"


def missing(language: str) -> str:
    """Return the path of the page for a wrong address of a language, which servers ask for.

    >>> missing("nl")
    'nl/404.html'
    """
    return f"{language}/404.html"


def main_chart(language: str, ident: str) -> str:
    """Return the path of the drawing of the main figure of an indicator.

    >>> main_chart("nl", "bicycles-new")
    'nl/indicator/bicycles-new/main.svg'
    """
    return picture(language, ident, "main.svg")


def card(language: str, section: str) -> str:
    """Return the path of the picture that stands for a section where a link is shared."""
    return f"{language}/card/{section or 'overview'}.png"


def region(language: str, code: str) -> str:
    """Return the path of the page of region `code`."""
    return f"{language}/region/{code}/"


def factsheet(language: str, code: str) -> str:
    """Return the path of the two pages to print about region `code`.

    >>> factsheet("nl", "PV29")
    'nl/region/PV29/factsheet/'
    """
    return f"{region(language, code)}factsheet/"


def initiative(language: str, ident: str) -> str:
    """Return the path of the page of an initiative of the register."""
    return f"{language}/initiative/{ident}/"


def organisation(language: str, ident: str) -> str:
    """Return the path of the page of an organisation of the register."""
    return f"{language}/organisation/{ident}/"


def body(language: str, ident: str) -> str:
    """Return the path of the page of a body of the register."""
    return f"{language}/body/{ident}/"


def classification(language: str, ident: str) -> str:
    """Return the path of the page of a classification."""
    return f"{language}/classifications/{ident}/"


def frozen(release: str) -> str:
    """Return the path of a release as it was; nothing that stands there ever changes.

    >>> frozen("2026-11-30-0a1b2c3d4e5f")
    'releases/2026-11-30-0a1b2c3d4e5f/'
    """
    return f"releases/{release}/"


def frozen_figure(release: str, language: str, ident: str) -> str:
    """Return the address of a figure as it was; `language` is empty for the first one.

    >>> frozen_figure("2026-11-30-0a1b2c3d4e5f", "en", "bicycles-new")
    'releases/2026-11-30-0a1b2c3d4e5f/en/#bicycles-new'
    """
    return f"{frozen(release)}{f'{language}/' if language else ''}#{ident}"


def calendar(language: str) -> str:
    """Return the path of the calendar file in `language`."""
    return f"{language}/calendar.ics"


def meetings(language: str) -> str:
    """Return the path of the calendar of meetings and actions in `language`."""
    return f"{language}/meetings.ics"


def search_index(language: str) -> str:
    """Return the path of the index that a search in `language` reads."""
    return f"{language}/search/index.json"


def section(language: str, name: str) -> str:
    """Return the path of a page directly under a language."""
    return f"{language}/{name}/"


def indicator_path(ident: str) -> str:
    """Return the path of the data of one indicator.

    >>> indicator_path("bicycles-new")
    'api/v1/indicator/bicycles-new.json'
    """
    return f"{ROOT}indicator/{ident}.json"


def sdmx_csv(ident: str) -> str:
    """Return the path of the values of one indicator as SDMX-CSV.

    >>> sdmx_csv("bicycles-new")
    'sdmx/bicycles-new.csv'
    """
    return f"sdmx/{ident}.csv"


def register_csv(kind: str) -> str:
    """Return the path of the records of one kind of the register as CSV.

    >>> register_csv("money")
    'register/money.csv'
    """
    return f"register/{kind}.csv"


def collections(release: Release) -> tuple[str, ...]:
    """Return what there is a list of: what the programme names, and the records of the register.

    A kind of record without any has no list.
    """
    return (*_PROGRAMME, *(kind for kind, some in release.register.kinds() if some))


def collection_path(name: str) -> str:
    """Return the path of the list of all of one kind.

    >>> collection_path("targets")
    'api/v1/targets.json'
    """
    return f"{ROOT}{name}.json"


def _can_hold_a_site(base: str) -> bool:
    try:
        parts = urlsplit(base)
    except ValueError:  # brackets that are no IPv6 address
        return False
    whole = parts.scheme in {"http", "https"} and bool(parts.netloc)
    path = not parts.scheme and base.startswith("/") and not parts.netloc
    return (whole or path) and base.endswith("/") and not parts.query and not parts.fragment
