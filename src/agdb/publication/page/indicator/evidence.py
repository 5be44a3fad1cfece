"""Why this number: the formula in words, what went in, and how each part can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.metric import Derived, Growth, Index, MovingTotal, Ratio
from agdb.programme.source import Source, Via
from agdb.publication.reading.citation import citation, licence, periods_of_table
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import moment_name, period_name, published_name
from agdb.publication.wording.status import finality_name
from agdb.results.value import Input, Kind
from agdb.statistics.identifier import DatasetId
from agdb.statistics.period import Period
from agdb.statistics.status import Finality
from agdb.statistics.web_address import is_web_address


@dataclass(frozen=True, slots=True)
class Fact:
    """A term with what is said of it; `href` if it leads on, `code` if it is machine text."""

    term: str
    text: str
    href: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """One input: what it is for, and everything that is known about it."""

    heading: str
    citation: str
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """A citation with the terms of use and the date of recording.

    `notes` tell which periods come from it, through whom it was read, and what it succeeds.
    """

    citation: str
    terms: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorEvidence:
    """How the values of an indicator came about."""

    formula: str
    rounding: str
    codes: str
    finality: str
    count: str
    fingerprint: str
    parts: tuple[EvidencePart, ...]
    credits: tuple[Credit, ...]


def evidence(reading: Reading) -> IndicatorEvidence:
    """Return the evidence for `reading`; the fingerprint is that of its latest value."""
    language = reading.language
    latest = reading.headline.latest if reading.headline else None
    return IndicatorEvidence(
        formula=formula(reading),
        rounding=language.say("evidence.rounding", n=reading.quantity.decimals),
        codes=_codes(reading),
        finality=_finality(reading),
        count="" if latest is None else language.say("evidence.keys", n=latest.value.keys),
        fingerprint="" if latest is None else latest.value.keys_hash,
        parts=tuple(_part(reading, one) for one in reading.computed.inputs),
        credits=tuple(dict.fromkeys(_credit(one, reading) for one in reading.computed.inputs)),
    )


def _codes(reading: Reading) -> str:
    """The code list that the indicator counts by, with its version; empty if it has none."""
    classification = reading.programme.classifications.get(reading.definition.classification or "")
    if classification is None:
        return ""
    name = reading.language.words(classification.names)
    return reading.language.say("evidence.codes", name=name, version=classification.version)


def _finality(reading: Reading) -> str:
    """How many values are settled, said for each kind, so that blank is never read as final."""
    language = reading.language
    counts = {
        finality: sum(
            value.finality is finality
            for value in reading.computed.values
            if value.kind is Kind.OBSERVED and value.value is not None
        )
        for finality in Finality
    }
    said = [
        language.say("evidence.finality", n=number, finality=finality_name(finality, language))
        for finality, number in counts.items()
        if number
    ]
    return "; ".join(said)


def _part(reading: Reading, one: Input) -> EvidencePart:
    language, source = reading.language, reading.programme.sources.get(one.dataset)
    say = language.say
    terms = licence(one, source=source, language=language)
    facts = [
        Fact(say("fact.dataset"), one.dataset, code=True),
        Fact(say("fact.publisher"), language.words(source.publisher) if source else ""),
        Fact(say("fact.periods"), periods_of_table(reading, one.table)),
        Fact(say("fact.measure"), measure_name(reading, one)),
        Fact(say("fact.selection"), one.predicate, code=True),
        Fact(say("fact.unit"), _unit(reading, one)),
        Fact(say("fact.published"), moment_name(one.published, language)),
        Fact(say("fact.vintage"), one.vintage),
        Fact(say("fact.recorded"), language.date(one.recorded)),
        Fact(say("fact.version"), one.version, code=True),
        Fact(say(f"fact.checksum.{_whose(one)}"), one.checksum, code=True),
        Fact(say("fact.licence"), terms, href=(source and source.licence_url) or ""),
        Fact(
            say("fact.address"),
            one.address,
            href=one.address if is_web_address(one.address) else "",
        ),
        *_via(source.via if source else None, language),
    ]
    return EvidencePart(
        heading=role_name(reading, one.role),
        citation=citation(one, source=source, language=language),
        facts=tuple(fact for fact in facts if fact.text),
        remarks=_remarks(one, source, language),
    )


def _credit(one: Input, reading: Reading) -> Credit:
    language, source = reading.language, reading.programme.sources.get(one.dataset)
    cited = citation(one, source=source, language=language)
    terms = licence(one, source=source, language=language)
    return Credit(
        cited,
        f"{terms}; {published_name([one.published], language)}",
        tuple(_line_notes(one, source, reading)),
    )


def _line_notes(one: Input, source: Source | None, reading: Reading) -> Iterator[str]:
    """What a reader must know of a table that was read through others, or that is one of a line."""
    language, programme = reading.language, reading.programme
    periods = periods_of_table(reading, one.table)
    if periods:
        yield language.say("tables.periods", periods=periods)
    if source is not None and source.via is not None:
        words = language.words(source.via.words)
        if source.via.read is None:
            yield language.say("tables.via", words=words)
        else:
            day = language.date(source.via.read)
            yield language.say("tables.via.read", words=words, day=day)
    after = source.succeeds if source is not None else None
    if after is not None and after.joined != "never":
        table, older = (name.partition("@")[0] for name in (one.dataset, after.dataset))
        because = language.words(after.because)
        name = DatasetId.parse(older).name
        same = table == older and after.joined == "line"
        yield (
            because if same else language.say(f"tables.{after.joined}", older=name, because=because)
        )
    for newer in programme.successors(one.dataset):
        if newer.succeeds is not None and newer.succeeds.joined == "never":
            name, because = language.words(newer.citation), language.words(newer.succeeds.because)
            yield language.say("tables.never", newer=name, because=because)


def _via(via: Via | None, language: Language) -> Iterator[Fact]:
    if via is not None:
        say = language.say
        yield Fact(say("fact.via"), language.words(via.words), href=via.address)
        yield Fact(say("fact.via.read"), language.date(via.read) if via.read else "")
        yield Fact(say("fact.via.transcribed"), language.date(via.transcribed))


def _whose(one: Input) -> str:
    return "transcription" if one.transcription else "publisher"


def _unit(reading: Reading, one: Input) -> str:
    source = reading.programme.sources.get(one.dataset)
    note = source.measures.get(one.measure) if source else None
    described = reading.programme.units.get(note.unit if note else one.unit)
    name = one.unit if described is None else reading.language.words(described.names)
    origin = reading.language.say(f"unit-origin.{one.unit_origin.value}", where=one.unit_source)
    return f"{name} ({origin})"


def _remarks(one: Input, source: Source | None, language: Language) -> tuple[str, ...]:
    found = []
    if one.transcription:
        found.append(language.say("remark.transcription"))
    if one.partial is not None:
        found.append(language.say("remark.partial", why=one.partial))
    if source is not None and source.derived:
        found.append(language.words(source.derived))
    if source is not None:
        found += [language.words(note) for note in source.notes]
    return tuple(found)


def formula(reading: Reading) -> str:
    """Return one sentence that says how a value comes out of the observations."""
    metric, say = reading.definition.metric, reading.language.say
    match metric:
        case Ratio():
            return _ratio(reading, metric)
        case Growth(years=years, yearly=yearly):
            key = "formula.growth-yearly" if yearly and years > 1 else "formula.growth"
            return say(key, measure=measure(reading, "value"), n=years)
        case Index(base=base):
            period = period_name(Period.parse(base), reading.language)
            return say("formula.index", measure=measure(reading, "value"), period=period)
        case MovingTotal(periods=periods):
            return say("formula.moving-total", measure=measure(reading, "value"), n=periods)
        case Derived(formula=written):
            parts = [f"{term.role}: {measure(reading, term.role)}" for term in metric.terms]
            return say("formula.derived", formula=written, parts="; ".join(parts))
        case _:
            return say("formula.simple", measure=measure(reading, "value"))


def _ratio(reading: Reading, metric: Ratio) -> str:
    say = reading.language.say
    numerator, denominator = measure(reading, "numerator"), measure(reading, "denominator")
    if numerator == denominator:
        numerator = say("formula.selected", measure=numerator, role=say("role.numerator").lower())
        denominator = say(
            "formula.selected", measure=denominator, role=say("role.denominator").lower()
        )
    if metric.scale == 1:
        return say("formula.ratio", numerator=numerator, denominator=denominator)
    scale = reading.language.figure(round(metric.scale), decimals=0)
    return say("formula.scaled", numerator=numerator, denominator=denominator, scale=scale)


def measure(reading: Reading, role: str) -> str:
    """Return the names of the measures that play a role, in quotation marks."""
    found = [measure_name(reading, one) for one in reading.computed.inputs if one.role == role]
    return reading.language.listing([f"“{name}”" for name in dict.fromkeys(found)]) or role


def measure_name(reading: Reading, one: Input) -> str:
    """Return the name of a measure as the programme gives it, else its code."""
    source = reading.programme.sources.get(one.dataset)
    note = source.measures.get(one.measure) if source is not None else None
    return one.measure if note is None else reading.language.words(note.names)


def role_name(reading: Reading, role: str) -> str:
    """Return what the part that an input plays is called."""
    say = reading.language.say
    if role.startswith("before_"):
        return say("role.earlier", n=int(role.removeprefix("before_")))
    known = {"value", "numerator", "denominator", "before", "base"}
    return say(f"role.{role}") if role in known else say("role.part", name=role)
