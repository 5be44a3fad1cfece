"""The outside juries of the site, its data and this repository: one list, with the exact commands.

`.ci/juries` installs what they need into `.juries`; tests run each of them on a small site and
against a planted fault, and `.ci/juries SITE` on a whole one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
HOME: Final = ROOT / ".juries"
"""Where `.ci/juries` installs them."""
RULES: Final = "specimens/juries"


@dataclass(frozen=True, slots=True)
class Jury:
    """One jury: what it judges, its command from the root of this repository, what it answers.

    In the command `SITE` is the folder of the site. `each` is a pattern of files below it, of
    which every one is an argument at the end. It judges the repository where `site` is false. One
    that is `long` looks at every page, or at one of every kind, in a browser.
    """

    name: str
    command: tuple[str, ...]
    each: str = ""
    site: bool = True
    long: bool = False


_SHAPES: Final = (
    "dcat-ap-SHACL",
    "dcat-ap-nl-SHACL",
    "dcat-ap-nl-SHACL-klassebereik",
    "dcat-ap-nl-SHACL-klassebereik-codelijsten",
)
_PROFILE: Final = f"{RULES}/datapackage-2.0/datapackage.json"
_READ: Final = (".juries/bin/python", "tools/jury_readers.py")
_BROWSE: Final = (".venv/bin/python", "-m", "tools.jury_browser")

JURIES: Final = (
    Jury(
        "Nu HTML checker",
        ("java", "-Xss8m", "-jar", ".juries/node_modules/vnu-jar/build/dist/vnu.jar",
         "--errors-only", "--skip-non-html", "SITE"),
    ),
    Jury(
        "html-validate",
        (".juries/node_modules/.bin/html-validate", "-c", ".ci/html-validate.json",
         "SITE/**/*.html"),
    ),
    Jury("links and anchors", (".juries/bin/python", "tools/links.py", "SITE")),
    Jury("plain Dutch", (".juries/bin/python", "tools/readability.py", "SITE")),
    Jury("frictionless", (".juries/bin/frictionless", "validate", "SITE/datapackage.json")),
    Jury(
        "Data Package 2 profile",
        (".juries/bin/check-jsonschema", "--schemafile", _PROFILE,
         "SITE/datapackage.json"),
    ),
    Jury("CSV on the Web", (*_READ, "csvw"), each="*/indicator/*.csv-metadata.json"),
    Jury("JSON-stat", (*_READ, "json-stat"), each="*/indicator/*.jsonstat.json"),
    Jury("pysdmx", (*_READ, "sdmx", "SITE/sdmx/structures.json"), each="sdmx/*.csv"),
    Jury("CycloneDX, of the site", (*_READ, "cyclonedx", "SITE/sbom.cdx.json")),
    Jury("iCalendar", (*_READ, "icalendar"), each="*/*.ics"),
    *(
        Jury(
            f"DCAT-AP-NL, {shape}",
            (".juries/bin/pyshacl", "-s", f"{RULES}/dcat-ap-nl-3.0.1/{shape}.ttl", "-sf", "turtle",
             "-df", "turtle", "SITE/catalogue.ttl"),
        )
        for shape in _SHAPES
    ),
    Jury("axe", (*_BROWSE, "axe", "SITE"), long=True),
    Jury("focus not obscured", (*_BROWSE, "focus", "SITE"), long=True),
    Jury("pa11y", (*_BROWSE, "pa11y", "SITE"), long=True),
    Jury("Lighthouse", (*_BROWSE, "lighthouse", "SITE"), long=True),
    Jury("schemathesis", (*_BROWSE, "schemathesis", "SITE"), long=True),
    Jury(
        "Spectral with the Dutch API Design Rules",
        (".juries/node_modules/.bin/spectral", "lint", "--fail-severity", "warn",
         "-r", f"{RULES}/adr/linter.yaml", ".juries/openapi.json"),
        site=False,
    ),
    Jury("OpenAPI 3.1", (".juries/bin/openapi-spec-validator", ".juries/openapi.json"), site=False),
    Jury("REUSE", (".juries/bin/reuse", "lint", "--quiet"), site=False),
    Jury("publiccode.yml", (*_READ, "publiccode", "publiccode.yml"), site=False),
    Jury(
        "CycloneDX",
        (".juries/bin/cyclonedx-py", "requirements", "requirements.lock", "--pyproject",
         "pyproject.toml", "--validate", "-o", ".juries/sbom.json"),
        site=False,
    ),
)  # fmt: skip


def arguments(jury: Jury, site: Path) -> list[str]:
    """Return the command of a jury about the site in a folder."""
    files = sorted(map(str, site.glob(jury.each))) if jury.each else []
    return [*(part.replace("SITE", str(site)) for part in jury.command), *files]


def judged(jury: Jury, site: Path) -> tuple[bool, str]:
    """Return whether a jury has nothing to say against a site, and what it says."""
    done = subprocess.run(  # noqa: S603 - our own list
        arguments(jury, site), cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def run(site: Path, juries: Sequence[Jury] = JURIES) -> Iterator[str]:
    """Yield a line for each jury, with what it says where it is not content.

    As many judge at the same time as there are processors.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = pool.map(lambda jury: judged(jury, site), juries)
    for jury, (content, said) in zip(juries, verdicts, strict=True):
        yield f"{'content' if content else 'NOT CONTENT'}: {jury.name}" + (
            "" if content else f"\n{said[-4000:]}"
        )


if __name__ == "__main__":
    short = [one for one in JURIES if not one.long or "--long" in sys.argv]
    lines = list(run(Path(sys.argv[1]).resolve(), short))
    sys.stdout.write("\n".join((*lines, "")))
    sys.exit(any(line.startswith("NOT") for line in lines))
