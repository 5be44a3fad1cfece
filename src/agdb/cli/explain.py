"""`agdb explain`: why this number, down to the source cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from agdb.cli.context import archive, releases
from agdb.cli.indicators import computed_in, region_in
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.settings import current
from agdb.errors import UsageError
from agdb.indicators.breaks import series_of_value
from agdb.indicators.explain import find_value
from agdb.indicators.succession import read_from
from agdb.programme.metric import Term
from agdb.programme.programme import Programme
from agdb.publication.reading.reading import Names, Reading
from agdb.publication.wording.language import languages
from agdb.release.excluded_versions import withdrawn_since
from agdb.results.provenance import EarlierValue, Explanation, RevisionReason, label_of_value
from agdb.results.value import Applied, Computed, Input, Kind, Value, stretches
from agdb.statistics.age import Age
from agdb.statistics.number import printed
from agdb.statistics.period import Period


def explain(
    indicator: Annotated[
        str, typer.Argument(metavar="NAME", help="Id or words of an indicator, or scenario.")
    ],
    number: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help="A number of the scenario, as in gap.")
    ] = None,
    *,
    region: Annotated[
        str | None, typer.Option(help="Code or name, as in PV20; the country without it.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Period, as in 2024-Q4; the newest without it.")
    ] = None,
    breakdown: Annotated[
        list[str] | None, typer.Option(metavar="NAME=CODE", help="One part, for each name.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year, of a number of the scenario.")] = None,
    as_json: Json = False,
) -> None:
    """Print formula, source cells, snapshot, recorded date and citation of one value.

    Without a region that of the country, without a breakdown the members in front, without a
    period the newest one observed there.
    """
    if indicator == "scenario":
        from agdb.cli.scenario import explain_number

        explain_number(number or "effect", year=year, as_json=as_json)
        return
    where = current()
    release = releases(where).open()
    region = release.programme.plan.country if region is None else region_in(release, region)
    computed = computed_in(release, indicator, region=region)
    with archive(where, release) as behind:
        value = find_value(
            computed,
            region=region,
            period=period,
            breakdown=dict(_pair(text) for text in breakdown or ()),
            country=release.programme.plan.country,
        )
        explanation = behind.explanation(computed, value)
        earlier = behind.earlier(computed.definition.id).get(label_of_value(value), ())
        since = withdrawn_since(explanation.computed, behind.warehouse)
    age = Age.of(Period.parse(value.period), day=release.day)
    datasets = {used.dataset for used in explanation.inputs}
    passed = (*since, *(one for one in release.excluded if one.dataset in datasets))
    if as_json:
        more = {
            "code_list": _code_list(computed, release.programme),
            "decimals": _decimals(computed, release.programme),
            "age_months": None if age is None else age.months,
            "earlier": earlier,
            "not_read": behind.unread,
            "not_used": passed,
        }
        put_json({"release": release.id} | _plain(explanation) | more)
        return
    for line in _lines(explanation, release.programme):
        put(line)
    for line in (*_linked_lines(computed, value), *_earlier_lines(earlier, behind.unread)):
        put(line)
    for one in passed:
        what = "not used" if one.withdrawn is None else f"withdrawn on {one.withdrawn}"
        put(f"{what}: {one.dataset} {one.version}: {one.why}")
    if age is not None:
        put(f"age         {age.months} months since the period ended, on {release.day}")
    put(f"release     {release.id}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, code = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} is not a breakdown", remedy="write it as NAME=CODE")
    return name, code


def formula(explanation: Explanation) -> str:
    """Return the formula of the definition, with the meaning of each of its names."""
    datasets = {used.role: used.dataset for used in explanation.inputs}
    metric = read_from(explanation.computed.definition, datasets).metric
    if metric.formula == "value":
        return f"{metric.terms[0].selection.dataset} {metric.terms[0].selection.measure}"
    named = (
        f"{term.role} = {term.selection.dataset} {term.selection.measure}{_when(term)}"
        for term in metric.terms
    )
    return f"{metric.formula}, where {'; '.join(named)}"


def _when(term: Term) -> str:
    if term.at is not None:
        return f" in {term.at}"
    if term.years:
        return f", {term.years} years earlier"
    return f", {term.steps} periods earlier" if term.steps else ""


def _code_list(computed: Computed, programme: Programme) -> dict[str, str] | None:
    """The code list that the indicator counts by, with its version; None if it has none."""
    found = programme.classifications.get(computed.definition.classification or "")
    return None if found is None else {"id": found.id, "version": found.version}


def _decimals(computed: Computed, programme: Programme) -> int:
    """To how many decimals the number is published."""
    language = next(iter(languages(programme.plan.languages).values()))
    return Reading(computed, programme, language).quantity.decimals


def _lines(explanation: Explanation, programme: Programme) -> Iterator[str]:
    language = programme.plan.languages[0]
    definition, value = explanation.computed.definition, explanation.value
    named = Names(programme, languages(programme.plan.languages)[language])
    codes = "".join(
        f" {one.id}={code} ({named.part(one, code)})"
        for one in definition.breakdowns
        for code in (dict(value.breakdown)[one.id],)
    )
    yield f"{definition.names[language]} ({definition.id})"
    where = f"{value.region} ({named.region(value.region)}) {value.period}{codes}"
    yield f"value       {value_text(value)} {definition.unit} in {where}"
    yield f"status      {value.status.value} ({value.status.name.lower()}), {value.finality.value}"
    decimals = _decimals(explanation.computed, programme)
    yield f"rounding    published to {decimals} decimals, half away from zero"
    yield f"definition  {' '.join(definition.definition[language].split())}"
    codes_of = _code_list(explanation.computed, programme)
    if codes_of is not None:
        yield f"code list   {codes_of['id']}, version {codes_of['version']}"
    yield f"formula     {formula(explanation)}"
    for one in definition.breakdowns:
        if one.remainder == dict(value.breakdown)[one.id]:
            taken = ", ".join(one.members)
            yield f"remainder   of {one.id}: {one.total} without {taken}, computed by the monitor"
    yield f"cells       {value.keys}, SHA-256 of their keys {value.keys_hash}"
    for cell in explanation.cells:
        found = "not published" if cell.value is None else printed(cell.value)
        marks = " ".join(filter(None, (cell.status, cell.finality, cell.mark)))
        yield f"  {cell.key} = {found}  [{marks}]"
        if cell.published:
            yield f"    the publisher calls it {cell.published}"
        if cell.citation:
            yield f"    {cell.citation}"
    for used in explanation.inputs:
        yield from _input_lines(used)
        yield from _line_lines(explanation, used, programme, language)
        for applied in used.corrections:
            if applied.id in value.corrections:
                yield from _correction_lines(applied, language)


def _input_lines(used: Input) -> Iterator[str]:
    whose = "our transcription" if used.transcription else "the snapshot as received"
    yield f"{used.role:<11} {used.dataset}, version {used.version}"
    yield f"  published {used.published or 'not known'}"
    if used.vintage:
        yield f"  vintage   {used.vintage}"
    yield f"  recorded  {used.recorded.isoformat()}"
    yield f"  checksum  SHA-256 {used.checksum} of {whose}"
    yield f"  address   {used.address}"
    yield f"  licence   {used.licence}"
    yield f"  unit      {used.unit} ({used.unit_origin.value}: {used.unit_source})"
    yield f"  where     {used.predicate}"
    if used.partial:
        yield f"  partial   {used.partial}"
    for citation in used.citations[:3]:
        yield f"  citation  {citation}"


def _line_lines(
    explanation: Explanation, used: Input, programme: Programme, language: str
) -> Iterator[str]:
    """Through whom the figures were read, and which of several tables of one line they are."""
    source = programme.sources.get(used.dataset)
    if source is not None and source.via is not None:
        read = "" if source.via.read is None else f" as of {source.via.read.isoformat()}"
        yield f"  via       {source.via.words[language]}, {source.via.address}{read}"
    computed, value = explanation.computed, explanation.value
    datasets = {one.table: one.dataset for one in computed.inputs if one.role == used.role}
    series = [one for one in computed.values if series_of_value(one) == series_of_value(value)]
    known = [one for one in series if one.kind is Kind.OBSERVED and one.value is not None]
    if len(datasets) > 1:
        for table, first, last in stretches(known):
            yield f"  table     {first} to {last} from {datasets[table]}"


def _correction_lines(applied: Applied, language: str) -> Iterator[str]:
    yield f"corrected   {applied.id}: {' '.join(applied.key)}"
    yield f"  was       {applied.found}"
    yield f"  is        {applied.made}"
    yield f"  reason    {applied.reason[language]}"
    yield f"  by        {applied.who}, {applied.decided.isoformat()}, {applied.source}"


def _linked_lines(computed: Computed, value: Value) -> Iterator[str]:
    """The value as brought over later breaks, where a factor is declared for them."""
    for one in computed.values:
        if one.kind is Kind.LINKED and label_of_value(one) == label_of_value(value):
            number, lower, upper = (printed(n or 0.0) for n in (one.value, one.lower, one.upper))
            yield f"linked      {number}, between {lower} and {upper}; not observed"
            for rupture in computed.definition.breaks:
                if rupture.link is not None:
                    link = rupture.link
                    bounds = f"between {printed(link.low)} and {printed(link.high)}"
                    factor = printed(link.factor)
                    yield f"  break     {rupture.period}: times {factor}, {bounds}"
                    yield f"  source    {link.source}"


_REASONS = {
    RevisionReason.VINTAGE: "the source published new figures",
    RevisionReason.REVISION: "the source revised a figure that it had called definitive",
    RevisionReason.READING: "the same bytes were read again",
    RevisionReason.CORRECTION: "a declared correction",
    RevisionReason.DEFINITION: "the definition changed",
    RevisionReason.CODES: "the code list changed",
    RevisionReason.CALCULATION: "the calculation of the monitor changed",
}


def _earlier_lines(earlier: tuple[EarlierValue, ...], unread: list[str]) -> Iterator[str]:
    if not earlier:
        yield "earlier     no other value is known"
    for one in earlier:
        release = f", published in {one.release}" if one.release else ""
        yield f"earlier     {value_text(one.value)}, on data of {one.recorded.isoformat()}{release}"
        for version in one.versions:
            yield f"  version   {version}"
        for reason in one.reasons:
            yield f"  changed   {_REASONS[reason]}"
    for sentence in unread:
        yield f"  not read  {sentence}"


def value_text(value: Value) -> str:
    """Return a value as text; one that is not published as the range that it lies in, if known."""
    if value.value is not None:
        return printed(value.value)
    if value.lower is None or value.upper is None:
        return "not published"
    return f"not published, between {printed(value.lower)} and {printed(value.upper)}"


def _plain(explanation: Explanation) -> dict[str, object]:
    return {
        "indicator": explanation.computed.definition.id,
        "definition": explanation.computed.definition.definition,
        "formula": formula(explanation),
        "statement": explanation.statement,
        "value": explanation.value,
        "cells": explanation.cells,
        "inputs": explanation.inputs,
    }
