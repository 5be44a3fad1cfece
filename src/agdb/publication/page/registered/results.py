"""Results as pages show them: a number of one kind, or that none was counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agdb.publication.page.registered.wording import FactSource, RegisterWording
from agdb.publication.wording.language import raised
from agdb.register.result import Result


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result: a number of one kind, or none; kinds are never compared."""

    ident: str
    what: str
    value: str
    kind: str
    moment: str
    text: str
    sources: tuple[FactSource, ...]


def counted(result: Result, said: RegisterWording) -> str:
    """Return a result with its number, or its words alone where none was counted."""
    what = said.words(result.what)
    if result.value is None:
        return raised(what)
    return f"{said.edition.language.figure(result.value, decimals=0)} {what}"


def result_rows(some: Iterable[Result], said: RegisterWording) -> tuple[ResultRow, ...]:
    """Return results as rows of a table, in their order."""
    return tuple(_row(one, said) for one in some)


def _row(one: Result, said: RegisterWording) -> ResultRow:
    figure = said.edition.language.figure
    return ResultRow(
        ident=one.id,
        what=raised(said.words(one.what)),
        value="" if one.value is None else figure(one.value, decimals=0),
        kind=said.code("result", one.kind),
        moment=said.moment(one.as_of),
        text=said.words(one.text),
        sources=said.sources(one),
    )
