"""Figures of which nobody said whether they are a full count or estimates of a survey."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import ExaminedIndicator
from agdb.indicators.margin import collection_of, collections_of


def _in_values(values: ExaminedIndicator) -> Iterator[Found]:
    definition, programme = values.definition, values.programme
    terms = zip(definition.metric.terms, collections_of(definition, programme), strict=True)
    for term, collection in terms:
        if collection is None:
            chosen = term.selection
            what = "it is not declared whether these are a full count or a survey"
            yield Found(f"{chosen.dataset} {chosen.measure}", what)
    collection = collection_of(definition, programme)
    shared = values.unit.kind == "share" and definition.metric.type in {"simple", "ratio"}
    if collection and collection.margin and shared and definition.share_of is None:
        yield Found("", "its survey has a margin, which needs the people that it is a share of")


RULE = Rule(
    name="margin_declared",
    severity=Severity.WARN,
    remedy="write collection: in the file of the source, or share_of: in that of the indicator",
    of_values=_in_values,
)
