"""How much of the catalogue has figures, counted as strictly as docs/limits-data.md says."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.programme.metric import ByClassification, Growth, Selection
from agdb.statistics.period import Period

from .figure import Row

OWN = "agdb:register"  # counted from the initiatives when a release is built


def test_at_least_twenty_codes_have_five_comparable_periods(
    indicators: dict[str, Indicator],
    figures: dict[str, list[Row]],
    classifications: dict[str, Classification],
) -> None:
    longest: dict[str, int] = defaultdict(int)
    for indicator in indicators.values():
        if indicator.nature == "series" and not indicator.companion:
            code = indicator.catalogue[:5]
            longest[code] = max(longest[code], _comparable(indicator, figures, classifications))

    assert sum(1 for periods in longest.values() if periods >= 5) >= 20, dict(longest)


def test_at_least_forty_five_codes_have_figures(
    indicators: dict[str, Indicator], figures: dict[str, list[Row]]
) -> None:
    with_figures = {
        indicator.catalogue[:5]
        for indicator in indicators.values()
        if not indicator.companion
        and all(s.dataset in figures or s.dataset == OWN for s in _selections(indicator))
    }

    assert len(with_figures) >= 45


def test_the_page_on_limits_states_these_counts(
    agdb: Path,
    indicators: dict[str, Indicator],
    figures: dict[str, list[Row]],
    classifications: dict[str, Classification],
) -> None:
    text = (agdb.parent / "docs" / "limits-data.md").read_text(encoding="utf-8")
    long = {
        indicator.catalogue[:5]
        for indicator in indicators.values()
        if indicator.nature == "series"
        and not indicator.companion
        and _comparable(indicator, figures, classifications) >= 5
    }

    assert f"68 codes of the catalogue, {len(indicators)} indicators." in text
    assert f"one definition and vintage | {len(long)} |" in text


def _comparable(
    indicator: Indicator,
    figures: dict[str, list[Row]],
    classifications: dict[str, Classification],
) -> int:
    """Return in how many periods between two breaks the whole of the indicator has a value."""
    selections = _selections(indicator)
    whole = {b.dimension: b.total or b.members[0] for b in indicator.breakdowns}
    if indicator.region.dimension and indicator.region.divisions:
        whole[indicator.region.dimension] = "NL01"
    counts = []
    for frequency in indicator.frequencies:
        shared = set.intersection(
            *(_periods(one, whole, figures, classifications) for one in selections)
        )
        periods = {p for p in shared if p.frequency == frequency}
        if isinstance(indicator.metric, Growth):
            years = indicator.metric.years
            periods = {p for p in periods if str(int(str(p)[:4]) - years) in map(str, periods)}
        breaks = [Period.parse(b.period).start for b in indicator.breaks if not b.only_parts]
        stretches = Counter(sum(p.start >= start for start in breaks) for p in periods)
        counts.append(max(stretches.values(), default=0))
    return max(counts)


def _periods(
    selection: Selection,
    whole: dict[str, str],
    figures: dict[str, list[Row]],
    classifications: dict[str, Classification],
) -> set[Period]:
    found = set()
    for row in figures.get(selection.dataset, ()):
        codes = dict(zip(row.dimensions, row.codes, strict=True))
        if row["measure"] != selection.measure:
            continue
        if any(codes.get(name) not in {code, None} for name, code in whole.items()):
            continue
        for name, wanted in selection.where.items():
            if isinstance(wanted, ByClassification):
                allowed = {m.id for m in classifications[wanted.classification].members}
            else:
                allowed = {wanted} if isinstance(wanted, str) else set(wanted)
            if codes[name] not in allowed:
                break
        else:
            found.add(Period.parse(row["period"]))
    return found


def _selections(indicator: Indicator) -> list[Selection]:
    return [term.selection for term in indicator.metric.terms]
