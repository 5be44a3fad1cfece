"""The catalogue: 68 codes, in two languages, and every code that they name exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.programme.metric import ByClassification, Filter, Selection
from agdb.programme.plan import Plan, Unit
from agdb.programme.source import Source
from agdb.statistics.period import Period

from .figure import Row
from .line import codes_there, line_of, rows_of

CODES = {"P1": 19, "P2": 24, "P3": 13, "P4": 12}
PILLARS = {"P1": "education", "P2": "labour-market", "P3": "productivity", "P4": "governance"}
OWN = "agdb:register"  # counted from the initiatives when a release is built


def test_all_codes_of_the_catalogue_have_an_indicator(indicators: dict[str, Indicator]) -> None:
    named = {indicator.catalogue[:5] for indicator in indicators.values()}
    wanted = {f"{p}.{n:02d}" for p, last in CODES.items() for n in range(1, last + 1)}

    assert named == wanted


def test_a_code_is_used_once_and_belongs_to_its_pillar(
    agdb: Path, indicators: dict[str, Indicator]
) -> None:
    used = [indicator.catalogue for indicator in indicators.values()]
    assert len(set(used)) == len(used)
    for indicator in indicators.values():
        assert PILLARS[indicator.catalogue[:2]] == indicator.pillar
        assert (agdb / "indicators" / indicator.pillar / f"{indicator.id}.yaml").is_file()


def test_names_are_different_in_each_language(indicators: dict[str, Indicator], plan: Plan) -> None:
    for language in plan.languages:
        names = [indicator.names[language] for indicator in indicators.values()]
        assert len(set(names)) == len(names)


def test_a_name_is_short_enough_for_a_card_and_a_heading(
    indicators: dict[str, Indicator], plan: Plan
) -> None:
    for indicator in indicators.values():
        for language in plan.languages:
            assert len(indicator.names[language]) <= 54, indicator.names[language]


def test_every_word_is_there_in_every_language(
    plan: Plan,
    indicators: dict[str, Indicator],
    sources: dict[str, Source],
    classifications: dict[str, Classification],
) -> None:
    wanted = set(plan.languages)
    for words in _all_words(plan, indicators, sources, classifications):
        assert set(words) == wanted
        assert all(text.strip() for text in words.values())


def test_what_an_indicator_selects_is_in_its_figures(
    indicators: dict[str, Indicator],
    figures: dict[str, list[Row]],
    sources: dict[str, Source],
    classifications: dict[str, Classification],
) -> None:
    for indicator in indicators.values():
        for selection in _selections(indicator):
            if selection.dataset not in figures:
                continue
            rows = rows_of(selection, figures, sources)
            assert rows, (indicator.id, selection.measure)
            shown = {b.dimension for b in indicator.breakdowns} | {indicator.region.dimension}
            for row in rows:
                named = (shown - {None}) | set(selection.where)
                assert set(row.dimensions) == named, indicator.id
            for name, wanted in selection.where.items():
                there = codes_there(rows, name, sources)
                assert set(_codes(wanted, classifications)) <= there, (indicator.id, name)


def test_parts_of_a_breakdown_are_named_and_have_figures(
    indicators: dict[str, Indicator],
    figures: dict[str, list[Row]],
    sources: dict[str, Source],
    classifications: dict[str, Classification],
) -> None:
    for indicator in indicators.values():
        for breakdown in indicator.breakdowns:
            members = {m.id for m in classifications[breakdown.classification].members}
            parts = {*breakdown.members, *([breakdown.total] if breakdown.total else [])}
            assert parts <= members, (indicator.id, breakdown.id)
            for selection in _selections(indicator):
                rows = rows_of(selection, figures, sources)
                if rows:
                    there = codes_there(rows, breakdown.dimension, sources)
                    assert parts <= there, (indicator.id, breakdown.id)


def test_a_quoted_indicator_promises_no_trend(
    indicators: dict[str, Indicator],
    figures: dict[str, list[Row]],
    classifications: dict[str, Classification],
) -> None:
    for indicator in indicators.values():
        if indicator.nature == "quoted":
            (selection,) = _selections(indicator)
            periods = {
                row["period"]
                for row in figures[selection.dataset]
                if row["measure"] == selection.measure
                and all(
                    row[name] in _codes(wanted, classifications)
                    for name, wanted in selection.where.items()
                )
            }
            # the two long averages of productivity are no trend either
            assert indicator.frequencies == ("range",) or len(periods) == 1, indicator.id


def test_an_indicator_has_figures_of_the_frequency_that_it_shows(
    indicators: dict[str, Indicator], figures: dict[str, list[Row]], sources: dict[str, Source]
) -> None:
    for indicator in indicators.values():
        for selection in _selections(indicator):
            rows = rows_of(selection, figures, sources)
            found = {Period.parse(row["period"]).frequency for row in rows}
            assert not rows or set(indicator.frequencies) <= found, indicator.id


def test_a_simple_indicator_has_the_unit_of_its_measure(
    indicators: dict[str, Indicator], sources: dict[str, Source], units: dict[str, Unit]
) -> None:
    for indicator in indicators.values():
        assert indicator.unit in units
        note = None
        if indicator.metric.type == "simple":
            selection = indicator.metric.value
            note = sources[selection.dataset].measures.get(selection.measure)
        assert note is None or note.unit == indicator.unit, indicator.id


def test_what_moves_with_the_economy_stands_beside_the_whole_economy(
    indicators: dict[str, Indicator], figures: dict[str, list[Row]]
) -> None:
    cyclical = [indicator for indicator in indicators.values() if indicator.cyclical]
    assert "vacancies-open-branch" in {indicator.id for indicator in cyclical}
    for indicator in cyclical:
        whole = indicators[indicator.beside or ""]
        # the whole country, in one series, and with figures to show
        assert whole.region.fixed == "NL01", indicator.id
        assert not whole.breakdowns, indicator.id
        assert all(selection.dataset in figures for selection in _selections(whole))


def test_an_indicator_without_figures_names_its_source_and_says_so(
    indicators: dict[str, Indicator], sources: dict[str, Source], figures: dict[str, list[Row]]
) -> None:
    waiting = [
        indicator
        for indicator in indicators.values()
        if not any(s.dataset in figures or s.dataset == OWN for s in _selections(indicator))
    ]

    assert len(waiting) == 21  # the text on missing data says so in words
    for indicator in waiting:
        assert indicator.caveats, indicator.id
        (selection, *_) = _selections(indicator)
        assert sources[selection.dataset].notes, indicator.id


def test_a_source_that_no_indicator_uses_is_one_to_fetch_and_keep(
    indicators: dict[str, Indicator], sources: dict[str, Source]
) -> None:
    used = {
        table
        for indicator in indicators.values()
        for selection in _selections(indicator)
        for table in line_of(selection.dataset, sources)
    }
    # what succeeds a table and is never joined is told on its page
    apart = {s.id for s in sources.values() if s.succeeds and s.succeeds.joined == "never"}

    # DUO shows five years only and ROA replaces its editions: these are kept for what they become.
    kept = {name for name, source in sources.items() if source.fetch and source.fetch.table}
    assert set(sources) - used - apart == kept
    assert not any(sources[name].embedded for name in kept)


def _selections(indicator: Indicator) -> tuple[Selection, ...]:
    return tuple(term.selection for term in indicator.metric.terms)


def _codes(wanted: Filter, classifications: dict[str, Classification]) -> tuple[str, ...]:
    if isinstance(wanted, ByClassification):
        return tuple(m.id for m in classifications[wanted.classification].members)
    return (wanted,) if isinstance(wanted, str) else wanted


def _all_words(
    plan: Plan,
    indicators: dict[str, Indicator],
    sources: dict[str, Source],
    classifications: dict[str, Classification],
) -> Iterator[dict[str, str]]:
    yield from (plan.names, plan.short, plan.description, plan.owner)
    for pillar in plan.pillars:
        yield from (pillar.names, pillar.summary)
    for indicator in indicators.values():
        yield from (indicator.names, indicator.definition, *indicator.caveats)
        yield from (breakdown.names for breakdown in indicator.breakdowns)
    for source in sources.values():
        yield from (source.publisher, source.names, source.citation, *source.notes)
        yield from (measure.names for measure in source.measures.values())
        yield from (dimension.names for dimension in source.dimensions.values())
    for classification in classifications.values():
        yield from (classification.names, classification.description)
        yield from (member.names for member in classification.members)
