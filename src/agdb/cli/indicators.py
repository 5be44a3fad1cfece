"""`agdb indicators` and `agdb indicator`: what the latest release holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Annotated

import typer

from agdb.arrivals.calendar import Schedule
from agdb.cli.context import releases
from agdb.cli.options import Json
from agdb.cli.output import put_json, put_table
from agdb.cli.settings import current
from agdb.errors import IndicatorError, Place, UsageError
from agdb.programme.indicator import Indicator
from agdb.publication.reading.calendar import awaited, newer_figures, next_expected
from agdb.publication.reading.coverage import covered
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import languages
from agdb.results.release import Release
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.age import Age, Ageing
from agdb.statistics.number import printed
from agdb.statistics.period import Period


def indicators(*, as_json: Json = False) -> None:
    """Print every indicator with its number of values, its latest period and what it waits for."""
    release = releases(current()).open()
    language = next(iter(languages(release.programme.plan.languages).values()))
    schedules = {one.source.id: one.schedule for one in awaited(release)}
    accounts = [
        _account(Reading(computed, release.programme, language), release, schedules)
        for computed in release.computed.values()
    ]
    if as_json:
        put_json({"release": release.id, "indicators": accounts})
        return
    put_table(
        ("indicator", "pillar", "values", "periods", "latest", "years old", "waiting for"),
        (
            tuple(
                str(a[key] or "")
                for key in ("id", "pillar", "values", "periods", "latest", "old", "waiting_for")
            )
            for a in accounts
        ),
    )


def indicator(
    name: Annotated[str, typer.Argument(metavar="ID")],
    *,
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    period: Annotated[str | None, typer.Option(help="Only this period.")] = None,
    as_json: Json = False,
) -> None:
    """Print the values of one indicator, of one region or period if named."""
    release = releases(current()).open()
    computed = computed_in(release, name)
    values = [
        value
        for value in computed.values
        if region in (None, value.region) and period in (None, value.period)
    ]
    if computed.values and not values:
        raise IndicatorError(
            f"there is no value for {' '.join(filter(None, (region, period)))}",
            place=Place(name),
            remedy="leave --region or --period out to see what there is",
        )
    if as_json:
        put_json({"release": release.id, "unit": computed.definition.unit, "values": list(values)})
        return
    put_values(computed.definition, values)


def put_values(definition: Indicator, values: Iterable[Value]) -> None:
    """Print values as a table, one a line."""
    names = tuple(b.id for b in definition.breakdowns)
    put_table(
        ("region", "period", *names, "value", "status", "finality"),
        (_line(value) for value in values),
    )


def computed_in(release: Release, indicator: str) -> Computed:
    """Return the indicator of a release, also by a former id.

    Raises `UsageError` that names what is like it.
    """
    found = release.computed.get(release.programme.renamed.get(indicator, indicator))
    if found is None:
        close = difflib.get_close_matches(indicator, release.computed, n=3, cutoff=0.4)
        remedy = f"did you mean {' or '.join(close)}?" if close else "agdb indicators lists them"
        raise UsageError(f"there is no indicator {indicator!r}", remedy=remedy)
    return found


def _line(value: Value) -> tuple[str, ...]:
    number = "" if value.value is None else printed(value.value)
    codes = tuple(code for _, code in value.breakdown)
    return (
        value.region, value.period, *codes, number, value.status.value, value.finality.value
    )  # fmt: skip


def _account(
    reading: Reading, release: Release, schedules: Mapping[str, Schedule]
) -> dict[str, object]:
    computed = reading.computed
    observed = [v for v in computed.values if v.kind is Kind.OBSERVED and v.value is not None]
    periods = sorted({Period.parse(v.period) for v in observed})
    dated = [period for period in periods if period.dated]
    expected = next_expected(computed, release)
    recorded = max((i.recorded for i in computed.inputs), default=None)
    age = Age.of(dated[-1], day=release.day) if dated else None
    newer = (
        newer_figures(computed, release.programme, schedules, newest=dated[-1]) if dated else None
    )
    return {
        "id": computed.definition.id,
        "catalogue": computed.definition.catalogue,
        "pillar": computed.definition.pillar,
        "nature": computed.definition.nature,
        "values": len(observed),
        "periods": len(periods),
        "latest": str(periods[-1]) if periods else None,
        "recorded": recorded.isoformat() if recorded else None,
        "coverage": covered(reading).value,
        "age_months": age.months if age else None,
        "old": f"{age.years}" if age and age.ageing is not Ageing.RECENT else None,
        "published": sorted({part.published for part in computed.inputs} - {""}),
        "newer_known_from": newer.known_from.value if newer else None,
        "expected": str(expected.window) if expected else None,
        "expected_standing": expected.standing.value if expected else None,
        "late": expected is not None and expected.late(release.day),
        "waiting_for": computed.waiting.dataset if computed.waiting else None,
        "command": computed.waiting.command if computed.waiting else None,
    }
