"""`agdb indicators` and `agdb indicator`: what the latest release holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

import typer

from agdb.arrivals.calendar import Schedule
from agdb.cli.context import releases
from agdb.cli.options import Json
from agdb.cli.output import put_json, put_table
from agdb.cli.settings import current
from agdb.errors import IndicatorError, Place
from agdb.programme.indicator import Indicator
from agdb.programme.naming import indicator_names, is_spoken_of, meant, region_names
from agdb.publication.reading.calendar import awaited, newer_figures, next_expected
from agdb.publication.reading.coverage import covered
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import languages
from agdb.results.release import Release
from agdb.results.value import Computed, Kind, Value
from agdb.results.values import known_series
from agdb.statistics.age import Age, Ageing
from agdb.statistics.number import printed
from agdb.statistics.period import Period


def indicators(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]", help="Only with these in the name.")
    ] = None,
    *,
    pillar: Annotated[str | None, typer.Option(help="Only of this pillar.")] = None,
    region: Annotated[
        str | None, typer.Option(help="Only with a value in this region, by code or name.")
    ] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only what waits for data.")] = False,
    as_json: Json = False,
) -> None:
    """Print every indicator with its number of values, its latest period and what it waits for."""
    release = releases(current()).open()
    programme = release.programme
    language = next(iter(languages(programme.plan.languages).values()))
    schedules = {one.source.id: one.schedule for one in awaited(release)}
    names = indicator_names(programme)
    if pillar is not None:
        pillars = {one.id: tuple(one.names.values()) for one in programme.plan.pillars}
        pillar = meant(pillar, pillars, what="pillar", listed_by="agdb indicators")
    code = None if region is None else region_in(release, region)
    chosen = [
        computed
        for ident, computed in release.computed.items()
        if pillar in (None, computed.definition.pillar)
        and (not words or is_spoken_of(" ".join(words), ident, names[ident]))
        and (code is None or _has_region(computed, code))
        and (not waiting or computed.waiting is not None)
    ]
    accounts = [_account(Reading(one, programme, language), release, schedules) for one in chosen]
    if as_json:
        put_json({"release": release.id, "indicators": accounts})
        return
    keys = ("id", "name", "pillar", "values", "periods", "latest", "old", "waiting_for")
    put_table(
        ("indicator", *keys[1:-2], "years old", "waiting for"),
        (tuple(str(account[key] or "") for key in keys) for account in accounts),
    )


def indicator(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its id, or words of its name.")],
    *,
    region: Annotated[str | None, typer.Option(help="Only this region, by code or name.")] = None,
    period: Annotated[str | None, typer.Option(help="Only this period.")] = None,
    as_json: Json = False,
) -> None:
    """Print the values of one indicator, of one region or period if named."""
    release = releases(current()).open()
    region = None if region is None else region_in(release, region)
    computed = computed_in(release, name, region=region)
    values = [
        value
        for value in computed.values
        if region in (None, value.region) and period in (None, value.period)
    ]
    if computed.values and not values:
        raise IndicatorError(
            f"there is no value for {' '.join(filter(None, (region, period)))}",
            place=Place(computed.definition.id),
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


def computed_in(release: Release, indicator: str, *, region: str | None = None) -> Computed:
    """Return the indicator of a release by its id, a former id, its name or words of its name.

    Of several that the words can be, the one with a value in `region` is meant. Raises `UsageError`
    that names what it can be, or what is like it.
    """
    names = {k: v for k, v in indicator_names(release.programme).items() if k in release.computed}
    computed = release.computed
    ident = meant(
        indicator,
        names,
        what="indicator",
        listed_by=f"agdb indicators{'' if region is None else f' --region {region}'}",
        fits=None if region is None else lambda one: _has_region(computed[one], region),
        fitting_to=f"a value for {region}",
    )
    return computed[ident]


def _has_region(computed: Computed, region: str) -> bool:
    return any(known == region for known, _, _ in known_series(computed.values))


def region_in(release: Release, region: str) -> str:
    """Return the code of a region of the programme, given as code or name.

    Raises `UsageError` that names what it can be, or what is like it.
    """
    names = region_names(release.programme)
    return meant(region, names, what="region", listed_by="agdb indicators --json")


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
        "name": reading.name,
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
