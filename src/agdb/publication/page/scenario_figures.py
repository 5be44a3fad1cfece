"""The figures of the doorrekening: the gap over the years, and what each pillar adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agdb.publication.chart.bar import Bar, BarChart, bar_chart
from agdb.publication.chart.canvas import Told
from agdb.publication.chart.line import LineChart, line_chart
from agdb.publication.chart.stroke import Spot, Trace
from agdb.publication.figure.figure import Figure
from agdb.publication.page.scenario_words import Units
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.statistics.number import rounded
from agdb.statistics.period import Frequency

NOTHING = "none"


def gap_figure(run: Mapping[str, Any], units: Units) -> Figure:
    """Return the gap without and with the whole plan, each with its interval, and their table."""
    language, say = units.language, units.language.say
    whole = "+".join(run["pillars"])
    labels = (say("scenario.line.without"), say("scenario.line.with"))
    traces = tuple(
        Trace(label, (), tuple(_spot(year, key, units) for year in run["years"]))
        for key, label in ((NOTHING, labels[0]), (whole, labels[1]))
    )
    title = say("scenario.gap.title")
    chart = LineChart(
        told=Told("scenario-gap", title, _describe(traces, units)),
        traces=traces,
        frequency=Frequency.YEAR,
        unit=say("scenario.unit"),
        suffix="",
        decimals=0,
        steps=5,
        language=language,
        value_label=lambda spot: language.figure(rounded(spot.y, decimals=0), decimals=0),
    )
    rows = tuple(_row(year, whole, units) for year in run["years"])
    columns = tuple(
        say(f"scenario.column.{name}")
        for name in ("supply", "demand", "gap", "gap-span", "with", "with-span", "closure")
    )
    return Figure(
        ident="scenario-gap",
        heading=title,
        subheading=say("scenario.gap.subheading"),
        drawing=line_chart(chart),
        notes=(say("scenario.gap.note"),),
        table=Table(
            "scenario-gap-table", title, say("scenario.unit"), say("table.period"), columns,
            (RowGroup("", rows),),
        ),
    )  # fmt: skip


def _spot(year: Mapping[str, Any], subset: str, units: Units) -> Spot:
    bounds = _bounds(year, subset, "G1")
    return Spot(
        at=float(year["year"]),
        value=units.thousands(year["subsets"][subset]["G1"]),
        lower=None if bounds is None else units.thousands(bounds["low"]),
        upper=None if bounds is None else units.thousands(bounds["high"]),
    )


def _bounds(year: Mapping[str, Any], subset: str, what: str) -> Mapping[str, float] | None:
    found: Mapping[str, float] | None = (
        year.get("intervals", {}).get("subsets", {}).get(subset, {}).get(what)
    )
    return found


def _describe(traces: tuple[Trace, ...], units: Units) -> str:
    say = units.language.say
    parts = [say("describe.kind.line", n=len(traces))]
    for trace in traces:
        first, last = trace.forecast[0], trace.forecast[-1]
        figures: dict[str, Any] = {
            name: units.language.figure(rounded(spot.y, decimals=0), decimals=0)
            for name, spot in (("start", first), ("end", last))
        }
        parts.append(
            say(
                "scenario.describe",
                label=trace.label,
                first=int(first.at),
                last=int(last.at),
                **figures,
            )
        )
    return " ".join(parts)


def _row(year: Mapping[str, Any], whole: str, units: Units) -> Row:
    def span(subset: str) -> str:
        bounds = _bounds(year, subset, "G1")
        return "" if bounds is None else units.span(bounds["low"], bounds["high"])

    plan = year["subsets"][whole]
    cells = (
        units.scaled(year["S"]),
        units.scaled(year["D"]),
        units.scaled(year["G1"]),
        span(NOTHING),
        units.scaled(plan["G1"]),
        span(whole),
        units.scaled(plan["v"]),
    )
    return Row(str(year["year"]), tuple(Cell(text) for text in cells))


def pillar_figure(run: Mapping[str, Any], units: Units, pillars: list[str]) -> Figure:
    """Return the share of each pillar in the closure of the first headline year."""
    say = units.language.say
    headline = run["headline"][0]["year"]
    year = next(one for one in run["years"] if one["year"] == headline)
    intervals = year.get("intervals", {}).get("shapley", {})
    bars, rows = [], []
    for code, name in zip(run["pillars"], pillars, strict=True):
        share, bounds = year["shapley"][code], intervals.get(code)
        low, high = (bounds["low"], bounds["high"]) if bounds else (None, None)
        bars.append(
            Bar(
                name=name,
                value=units.thousands(share),
                text=units.scaled(share),
                lower=None if low is None else units.thousands(low),
                upper=None if high is None else units.thousands(high),
            )
        )
        span = "" if low is None or high is None else units.span(low, high)
        cells = (
            units.scaled(share),
            span,
            units.scaled(year["first_in"][code]),
            units.scaled(year["last_in"][code]),
        )
        rows.append(Row(name, tuple(Cell(text) for text in cells)))
    title = say("scenario.pillars.title", year=headline)
    described = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
    chart = BarChart(
        told=Told("scenario-pillars", title, f"{say('scenario.pillars.describe')} {described}."),
        bars=tuple(bars),
        decimals=1,
        unit=say("scenario.unit"),
        language=units.language,
    )
    columns = tuple(
        say(f"scenario.column.{name}") for name in ("share", "share-span", "first-in", "last-in")
    )
    return Figure(
        ident="scenario-pillars",
        heading=title,
        subheading=say("scenario.pillars.subheading"),
        drawing=bar_chart(chart),
        notes=(say("scenario.pillars.note"),),
        table=Table(
            "scenario-pillars-table", title, say("scenario.unit"), say("scenario.column.pillar"),
            columns, (RowGroup("", tuple(rows)),),
        ),
    )  # fmt: skip
