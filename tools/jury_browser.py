"""Juries that look at a site in a browser: `python -m tools.jury_browser NAME SITE`.

axe and the probe for focus run here, by Playwright; pa11y, Lighthouse and schemathesis are programs
of their own, to which the served site is given. Each fault is a line, and any ends with 1.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.site_server import serving

HOME: Final = Path(__file__).parents[1] / ".juries"
CHROMIUM: Final = "/usr/bin/chromium"
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_OPEN: Final = "document.querySelectorAll('details').forEach(one => one.open = true)"
_SCREENS: Final = ((390, 844), (1366, 768), (320, 256))
"""A phone, a laptop, and that laptop at 400 % (WCAG 1.4.10)."""
_TABS: Final = 600
_FOUND: Final = {"resultTypes": ["violations"]}
_OF_COLOUR: Final = {"runOnly": ["color-contrast", "link-in-text-block"]}
_NOT_ASKED: Final = (
    "WCAG2AA.Principle1.Guideline1_3.1_3_1.H43.HeadersRequired",
    "WCAG2AA.Principle3.Guideline3_2.3_2_2.H32.2",
)
"""Techniques that docs/juries.md says why we have others for."""
_PARTS: Final = ("accessibility", "best-practices", "seo", "performance")
_LEAST: Final = 0.95
_TRIES: Final = 3
_HIDDEN: Final = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const boxes = [...one.getClientRects()].map(box => ({
    left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight)}));
  const shown = boxes.some(box => [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
    const top = document.elementFromPoint(
      box.left + x * (box.right - box.left), box.top + y * (box.bottom - box.top));
    return top && (top === one || one.contains(top) || top.contains(one));
  })));
  const name = one.tagName + (one.id ? '#' + one.id : '') + ' ' + one.innerText?.slice(0, 40);
  return {name, shown, first: one.dataset.seenByJury === 'yes',
          mark: (one.dataset.seenByJury = 'yes')};
}"""
"""Whether what has the focus is wholly covered (WCAG 2.2, 2.4.11), at nine points of its boxes."""


def pages(site: Path) -> list[str]:
    """Return the address of every page below the root of a site, in order."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in found]


def kinds(site: Path) -> list[str]:
    """Return one page of every kind: the largest of those at the same place of the site.

    The languages of a page are one kind, and so is what stands below pages of one kind.
    """
    largest: dict[tuple[str, ...], tuple[int, str]] = {}
    for page in pages(site):
        parts = page.strip("/").split("/")
        below = parts[3:] if parts[1:2] == ["region"] else []
        first = () if len(parts) > 1 else ("", page.rpartition(".")[0], str(bool(page)))
        kind = (str(len(parts)), *first, *parts[1:2], *below)
        file = site / page / "index.html" if not page or page.endswith("/") else site / page
        size = (file.stat().st_size, page)
        largest[kind] = max(size, largest.get(kind, (0, "")))
    return sorted(page for _, page in largest.values())


def axe(site: Path) -> Iterator[str]:
    """Yield what axe finds on every page of 320 pixels with all open, and of colours in each theme.

    The themes are light, dark, and forced colours.
    """
    with serving(site) as address:
        yield from axe_on(address, pages(site))


def axe_on(address: str, paths: Sequence[str]) -> Iterator[str]:
    """Yield the same of some pages of a site that is served, each read by axe once."""
    script = Axe().axe_script
    with _browser() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 640})
        page.route(re.compile(r"(/|\.html)$"), _stay)
        for path in _counted(paths):
            page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
            page.goto(address + path)
            page.evaluate(_OPEN)
            page.evaluate(script)
            yield from _violations(page, f"{path} light", _FOUND)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > 320:  # WCAG 1.4.10
                yield f"{path}: {wide} pixels wide where there are 320"
            page.emulate_media(color_scheme="dark")
            yield from _violations(page, f"{path} dark", _FOUND | _OF_COLOUR)
            page.emulate_media(color_scheme="light", forced_colors="active")
            yield from _violations(page, f"{path} forced colours", _FOUND | _OF_COLOUR)


def _stay(route: Route) -> None:
    """A page that leads on to another at once is looked at too, by who stays on it."""
    given = route.fetch()
    body = given.text().replace('http-equiv="refresh"', 'name="refresh"')
    route.fulfill(response=given, body=body)


def _counted(paths: Sequence[str]) -> Iterator[str]:
    """Yield each page, and tell how many were looked at after each hundred and at the end."""
    for nth, path in enumerate(paths, start=1):
        yield path
        if not nth % 100 or nth == len(paths):
            sys.stderr.write(f"{nth} of {len(paths)} pages\n")


def _violations(page: Page, where: str, options: dict[str, list[str]]) -> Iterator[str]:
    for one in page.evaluate("options => axe.run(options)", options)["violations"]:
        nodes = ", ".join(str(node["target"]) for node in one["nodes"][:3])
        yield f"{where}: {one['id']}, {len(one['nodes'])} times: {nodes}"


def focus(site: Path) -> Iterator[str]:
    """Yield every place to which the Tab key leads and that something else covers wholly."""
    with serving(site) as address, _browser() as browser:
        for width, height in _SCREENS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.emulate_media(reduced_motion="reduce")
            for path in kinds(site):
                page.goto(address + path)
                page.evaluate(_OPEN)
                for hidden in _covered(page):
                    yield f"{path} at {width} x {height}: {hidden}"
            page.close()


def _covered(page: Page) -> Iterator[str]:
    for _ in range(_TABS):
        page.keyboard.press("Tab")
        told = page.evaluate(_HIDDEN)
        if told is None or told["first"]:
            return
        if not told["shown"]:
            yield str(told["name"])


def pa11y(site: Path) -> Iterator[str]:
    """Yield the errors of HTML CodeSniffer, by WCAG 2 AA, on a page of every kind."""
    with TemporaryDirectory() as scratch, serving(site) as address:
        settings = Path(scratch, "pa11y.json")
        chrome = {"executablePath": CHROMIUM, "args": list(_FLAGS)}
        told = {"chromeLaunchConfig": chrome, "timeout": 120_000, "ignore": _NOT_ASKED}
        settings.write_text(json.dumps(told), "utf-8")
        command = (str(HOME / "node_modules/.bin/pa11y"), "--config", str(settings), "-r", "json")
        for path in kinds(site):
            said = _said((*command, address + path))
            for one in json.loads(said.stdout or "[]"):
                yield f"{path}: {one['code']} {one['message']} at {one['selector']}"
            if said.returncode not in {0, 2}:
                yield f"{path}: {said.stderr.strip()[-400:]}"


def lighthouse(site: Path) -> Iterator[str]:
    """Yield every part in which Lighthouse gives a kind of page less than 95, on a phone."""
    with serving(site) as address:
        for path in kinds(site):
            if path.endswith("404.html"):  # its status is that of a mistake, by intent
                continue
            # A release as it was may not be found in place of the newest.
            unasked = ("is-crawlable",) if path.startswith("releases/") else ()
            yield from (f"{path}: {fault}" for fault in _less(address + path, unasked))


def _less(address: str, unasked: Sequence[str]) -> Iterator[str]:
    """What scores too little; of speed the best of three, for other work on a machine slows it."""
    for attempt in range(_TRIES):
        with NamedTemporaryFile(suffix=".json") as answer:  # into a pipe it loses its end at times
            said = _said(
                (
                    str(HOME / "node_modules/.bin/lighthouse"), address, "--quiet",
                    "--output=json", f"--output-path={answer.name}",
                    f"--only-categories={','.join(_PARTS)}",
                    *(f"--skip-audits={name}" for name in unasked),
                    f"--chrome-flags=--headless {' '.join(_FLAGS)}",
                )
            )  # fmt: skip
            if said.returncode:
                yield said.stderr.strip()[-400:]
                return
            told = json.load(answer)
        low = [name for name in _PARTS if told["categories"][name]["score"] < _LEAST]
        if low != ["performance"] or attempt == _TRIES - 1:
            break
    for name in low:
        wrong = [
            f"{ref['id']} ({told['audits'][ref['id']].get('displayValue', '')})"
            for ref in told["categories"][name]["auditRefs"]
            if ref["weight"] and (told["audits"][ref["id"]]["score"] or 0) < 1
        ]
        yield f"{name} {told['categories'][name]['score'] * 100:.0f}: {', '.join(wrong)}"


def schemathesis(site: Path) -> Iterator[str]:
    """Yield what schemathesis says of the interface on the releases of `AGDB_DATA`.

    That a value such as the id of an indicator is not one that there is, no description can say.
    """
    with serving(site) as address:
        said = _said(
            (
                str(HOME / "bin/schemathesis"), "run", f"{address}api/v1/openapi.json",
                "--url", f"{address}api/v1", "--max-examples", "25", "--seed", "1", "--no-color",
                "--generation-codec", "ascii", "--wait-for-schema", "120",
                "--exclude-checks", "positive_data_acceptance",
            )
        )  # fmt: skip
    if said.returncode:
        yield (said.stdout + said.stderr).strip()[-9000:]


def _said(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own list
        command,
        env=os.environ | {"CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()


JUDGES: Final[dict[str, Callable[[Path], Iterator[str]]]] = {
    "axe": axe,
    "focus": focus,
    "lighthouse": lighthouse,
    "pa11y": pa11y,
    "schemathesis": schemathesis,
}

if __name__ == "__main__":
    wrong = False
    for line in JUDGES[sys.argv[1]](Path(sys.argv[2]).resolve()):
        wrong = True
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    sys.exit(wrong)
