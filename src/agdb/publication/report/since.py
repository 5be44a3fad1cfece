"""What is different from an earlier release: new periods, revised figures, definitions, records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.derivation import FactKind
from agdb.publication.report.document import Paragraph, Sentence
from agdb.publication.report.material import MadeChapter, Material
from agdb.results.release_changes import RecordMove, ReleaseChanges


def changes_chapter(material: Material) -> MadeChapter:
    """Return what changed since the release that this one is compared with."""
    return MadeChapter((Paragraph(tuple(about_changes(material))),))


def about_changes(material: Material) -> Iterator[Sentence]:
    """Yield with what is compared, and how many indicators and initiatives are new or another.

    Without a release to compare with it is the first report, and says so.
    """
    found, write = material.changes, material.write
    if found is None:
        yield write.say(Occasion.FIRST_REPORT, material.release.day.isoformat())
        return
    before, _ = found.days
    about = before.isoformat()
    yield write.say(Occasion.SINCE, about, previous=material.language.date(before))
    for occasion, idents in _counted(found).items():
        if idents:
            of_register = occasion is Occasion.NEW_RECORDS
            kind = FactKind.RECORD if of_register else FactKind.DEFINITION
            name = "initiatives" if of_register else "changes"
            page = address.section(material.language.code, name)
            yield write.say(occasion, about, n=material.numbers.count(kind, idents, page))


def _counted(found: ReleaseChanges) -> dict[Occasion, tuple[str, ...]]:
    """What is counted in each sentence, each once."""
    added = (
        f"{one.kind}/{one.ident}"
        for one in found.records
        if one.kind == "initiatives" and one.move is RecordMove.ADDED
    )
    return {
        Occasion.NEW_PERIODS: _once(one.indicator for one in found.periods),
        Occasion.REVISED: _once(one.indicator for one in found.revised),
        Occasion.DEFINITIONS: _once(one.indicator for one in found.definitions),
        Occasion.NEW_RECORDS: _once(added),
    }


def _once(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some))
