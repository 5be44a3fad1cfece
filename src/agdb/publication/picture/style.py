"""The style of a chart that stands alone: that of the site, with its light colours put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from agdb.publication.assets import sheets
from agdb.publication.picture.oklab import mixed

_TOKEN: Final = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_RULE: Final = re.compile(r"^([^{}@/\n]+?)\s*\{([^{}]*)\}", re.MULTILINE)
_USED: Final = re.compile(r"var\(--([a-z0-9-]+)(?:,\s*([^)]+))?\)")
_SHORTHAND: Final = re.compile(r"font: (\d+) (\d+px) ([^;]+);")
_SERIES: Final = re.compile(r"\.s\d")
_NOT_DRAWN: Final = re.compile(r"color-mix|--m\d|:is|:hover|\.map|\.legend|\.area|\btd\b|\.spark")
_CLASS: Final = re.compile(r"\.([a-z][\w-]*)")
_DRAWN: Final = re.compile(r' class="([^"]+)"')
_SHADE: Final = re.compile(
    r"--m(\d): color-mix\(in oklab, var\(--([a-z0-9-]+)\) (\d+)%, var\(--([a-z0-9-]+)\)\);"
)
_CHARTS: Final = re.compile(r"/\* Charts \*/\n(.*?)\n(?=/\*|@media|\Z)", re.DOTALL)


def chart_style(drawn: str) -> str:
    """Return the rules for what is drawn, without variables, which drawing programs do not know.

    What is heavy has the heavier of the two weights that there are.

    >>> chart_style('<g class="s1"><path class="band"/></g>')
    '.s1 .band, .band.s1 { fill: #1d4268; opacity: .18; }'
    """
    classes = {name for some in _DRAWN.findall(drawn) for name in some.split()}
    return "\n".join(
        f"{', '.join(kept)} {{{body}}}"
        for selectors, body in _all_rules()
        if (kept := [text for text, needed in selectors if needed <= classes])
    )


@cache
def _all_rules() -> tuple[tuple[tuple[tuple[str, frozenset[str]], ...], str], ...]:
    """Every rule for charts: its selectors, each with the classes that it needs, and its body."""
    site, page = sheets()
    charts = "\n".join(_CHARTS.findall(site)) + page
    charts = charts.replace("font-weight: 650", "font-weight: 700")
    tokens = _tokens(site)
    series = {one[0]: dict(_TOKEN.findall(one[1])) for one in _rules(charts, _SERIES)}
    return tuple(
        (tuple((one, frozenset(_CLASS.findall(one))) for one in selectors), body)
        for selectors, body in (*_plain(charts, tokens, series), *_of_maps(site))
    )


def _of_maps(site: str) -> Iterator[tuple[list[str], str]]:
    """The rules for maps, with the shades of the site mixed into colours of their own."""
    shades = [
        mixed(colour(one), colour(other), int(part) / 100)
        for _, one, part, other in _SHADE.findall(site)
    ]
    for nth, shade in enumerate((*shades, colour("s1")), start=1):
        yield [f".m{nth}"], f" fill: {shade}; "
    yield [".area"], f" stroke: {colour('rule-firm')}; stroke-width: 8; "
    yield [".hatch"], f" stroke: {colour('ink-soft')}; stroke-width: 6; fill: none; "


@cache
def colour(name: str) -> str:
    """Return the light colour of a token of the site, such as `ink`."""
    return _tokens(sheets()[0])[name]


def _tokens(site: str) -> dict[str, str]:
    return dict(_TOKEN.findall(site.partition(":root {")[2].partition("}")[0]))


def _rules(sheet: str, wanted: re.Pattern[str]) -> list[tuple[str, str]]:
    return [one for one in _RULE.findall(sheet) if wanted.fullmatch(one[0])]


def _plain(
    sheet: str, tokens: dict[str, str], series: dict[str, dict[str, str]]
) -> Iterator[tuple[list[str], str]]:
    """The selectors and the body of every rule that draws something."""
    for selector, body in _RULE.findall(sheet):
        if selector == ".chart" or _SERIES.fullmatch(selector):
            continue
        if _NOT_DRAWN.search(f"{selector} {body}"):
            continue
        written = _SHORTHAND.sub(r"font-weight: \1; font-size: \2; font-family: \3;", body)
        parts = [part.strip() for part in selector.split(",")]
        if "--series" not in body and "--dash" not in body:
            yield parts, _filled(written, tokens)
            continue
        for name, own in series.items():
            both = [one for part in parts for one in (f"{name} {part}", f"{part}{name}")]
            yield both, _filled(written, tokens | own)


def _filled(body: str, tokens: dict[str, str]) -> str:
    """A body with the values of its variables, which may name others; without one its default."""
    while _USED.search(body):
        body = _USED.sub(lambda used: tokens.get(used[1]) or used[2] or "none", body)
    return body
