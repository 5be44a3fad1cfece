"""`agdb indicators` and `agdb indicator`: what the latest release holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from agdb.command.output import put_json, put_table
from agdb.command.settings import Settings
from agdb.command.workshop import releases
from agdb.errors import IndicatorError, Place, UsageError
from agdb.indicators.value import Computed, Kind, Value
from agdb.programme.indicator import Indicator
from agdb.publication.reading.coverage import comparable, covered
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language, languages
from agdb.release.model import Release
from agdb.statistics.number import printed
from agdb.statistics.period import Period


def list_indicators(where: Settings, *, as_json: bool) -> None:
    """Print what every indicator has, how fresh it is, and what is expected or waited for."""
    release = releases(where).open()
    accounts = [_account(computed, release) for computed in release.computed.values()]
    if as_json:
        put_json({"release": release.id, "indicators": accounts})
        return
    put_table(
        ("indicator", "pillar", "coverage", "values", "latest", "expected", "waiting for"),
        (
            tuple(
                str(a[key] or "")
                for key in (
                    "id",
                    "pillar",
                    "coverage",
                    "values",
                    "latest",
                    "expected",
                    "waiting_for",
                )
            )
            for a in accounts
        ),
    )


def print_indicator(
    where: Settings, *, indicator: str, region: str | None, period: str | None, as_json: bool
) -> None:
    """Print the values of one indicator, of one region or period if named."""
    release = releases(where).open()
    computed = computed_in(release, indicator)
    values = [
        value
        for value in computed.values
        if region in (None, value.region) and period in (None, value.period)
    ]
    if computed.values and not values:
        raise IndicatorError(
            f"there is no value for {' '.join(filter(None, (region, period)))}",
            place=Place(indicator),
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
    """Return the indicator of a release; raises `UsageError` that names what is like it."""
    found = release.computed.get(indicator)
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


def _language(release: Release) -> Language:
    codes = release.programme.plan.languages
    return languages(codes)[codes[0]]


def _ended(periods: list[Period]) -> str | None:
    """The day on which the newest period ended: how old the figure is follows from it."""
    dated = [period.end for period in periods if period.dated]
    return max(dated).isoformat() if dated else None


def _expected(computed: Computed, release: Release) -> str | None:
    """The first day on which one of its sources is expected to have new figures."""
    datasets = {term.selection.dataset for term in computed.definition.metric.terms}
    states = [release.sources[name] for name in datasets if name in release.sources]
    days = [state.expected for state in states if state.expected is not None]
    return min(days).isoformat() if days else None


def _account(computed: Computed, release: Release) -> dict[str, object]:
    reading = Reading(computed, release.programme, _language(release))
    observed = [v for v in computed.values if v.kind is Kind.OBSERVED and v.value is not None]
    periods = sorted({Period.parse(v.period) for v in observed})
    recorded = max((i.recorded for i in computed.inputs), default=None)
    return {
        "id": computed.definition.id,
        "catalogue": computed.definition.catalogue,
        "pillar": computed.definition.pillar,
        "nature": computed.definition.nature,
        "coverage": covered(reading).value,
        "comparable_periods": comparable(reading),
        "values": len(observed),
        "periods": len(periods),
        "latest": str(periods[-1]) if periods else None,
        "latest_ended": _ended(periods),
        "recorded": recorded.isoformat() if recorded else None,
        "expected": _expected(computed, release),
        "waiting_for": computed.waiting.dataset if computed.waiting else None,
        "command": computed.waiting.command if computed.waiting else None,
    }
