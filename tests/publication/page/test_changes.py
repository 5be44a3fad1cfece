"""The page of what changed: every kind of change in words, and what is said where there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tests.publication.bicycles import edition_of
from tests.publication.page.test_provenance import Known

from agdb.publication.page.changes.page import changes_page
from agdb.publication.wording.language import languages
from agdb.results.judgement import Status
from agdb.results.provenance import RevisionReason
from agdb.results.release import Release
from agdb.results.release_changes import (
    ChangedDefinition,
    ChangedRecord,
    DefinitionPart,
    FirstRelease,
    MovedStatus,
    NewPeriods,
    OverdueRecord,
    RecordMove,
    ReleaseChanges,
    RevisedValue,
    Withdrawn,
)
from agdb.results.track import Cause
from agdb.results.value import Applied

STOCK = "bicycles-stock"
EMPTY = ReleaseChanges("2025-01-01-a", "2025-04-22-b", (date(2025, 1, 1), date(2025, 4, 22)))


class Since(Known):
    """Provenance that knows what changed."""

    def __init__(self, found: ReleaseChanges | FirstRelease) -> None:
        super().__init__()
        self.found = found

    def changes(self) -> ReleaseChanges | FirstRelease:  # type: ignore[override] # of either kind
        """What it was given."""
        return self.found


def page(release: Release, found: ReleaseChanges | FirstRelease, language: str = "nl") -> str:
    """The text of the page, without its marks."""
    spoken = languages(release.programme.plan.languages)
    edition = replace(edition_of(release, spoken[language]), provenance=Since(found))
    body = changes_page(edition)[1].decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_first_release_says_that_there_is_nothing_to_compare_with(release: Release) -> None:
    text = page(release, FirstRelease())

    assert "Dit is de eerste uitgave. Er is nog niets om mee te vergelijken." in text
    assert "kan die niet meer lezen" not in text


def test_an_earlier_release_that_cannot_be_read_is_not_skipped(release: Release) -> None:
    text = page(release, FirstRelease(unread="2025-01-01-a: of another layout"), "en")

    assert "This version of the monitor can no longer read it" in text
    assert "2025-01-01-a: of another layout" in text


def test_where_nothing_changed_that_is_the_answer(release: Release) -> None:
    text = page(release, EMPTY)

    assert "Er veranderde niets aan cijfers, oordelen of register." in text
    assert "Nieuwe cijfers" not in text


def every_change(release: Release) -> ReleaseChanges:
    """A change of every kind."""
    ident = next(iter(release.register.initiatives))
    promise = next(iter(release.register.commitments))
    moved = RevisedValue(
        STOCK, "NL01", "2023", (), 1500.0, 1520.0, (RevisionReason.REVISION,), 12.0
    )
    front = release.computed[STOCK].values[0]
    moved = replace(moved, breakdown=front.breakdown)
    return replace(
        EMPTY,
        periods=(NewPeriods(STOCK, ("2024",), "2023"),),
        appeared=("bicycles-lanes",),
        vanished=("wheels",),
        revised=(moved, replace(moved, region="PV29")),
        lost=((STOCK, 2),),
        definitions=(ChangedDefinition(STOCK, (DefinitionPart.UNIT, DefinitionPart.WORDS)),),
        statuses=(
            MovedStatus(
                STOCK, "many", "NL01", (), Status.ON_TRACK, Status.UNCERTAIN, Cause.REVISION
            ),
        ),
        records=(
            ChangedRecord("initiatives", ident, RecordMove.STATE, "implementation", "closed"),
            ChangedRecord("money", "gone", RecordMove.GONE),
        ),
        done=tuple(release.register.actions),
        overdue=(OverdueRecord("commitments", promise, 12, new=True),),
        corrections=(
            Applied(
                "typo", ("a", "b"), "1", "2", {"nl": "Een tikfout.", "en": "A slip."}, "", "editor",
                date(2025, 2, 1),
            ),
        ),
        withdrawn=(Withdrawn("demo:x", "v1", date(2025, 3, 1), "Het verkeerde bestand."),),
    )  # fmt: skip


def test_every_kind_of_change_is_told_in_words(release: Release) -> None:
    initiative = next(iter(release.register.initiatives.values()))

    text = page(release, every_change(release))

    for said in (
        "Wat is er veranderd sinds 1 januari 2025",
        "Eén indicator heeft nieuwe cijfers.",
        "2 oudere getallen zijn nu anders.",
        "Er is nog 1 ander getal veranderd, van een deel of een regio.",
        "hoger",
        "Meer dan gewoonlijk",
        "de bron herzag een cijfer dat definitief heette",
        "de eenheid en de naam of de omschrijving",
        "Veel fietsen op koers onzeker herziene cijfers",
        "Van wheels zijn er geen cijfers meer.",
        "2 getallen zijn er niet meer.",
        "van loopt naar afgesloten",
        initiative.names["nl"],
        "12 dagen te laat",
        "Een tikfout.",
        "Het verkeerde bestand.",
        "Het is geen ontwikkeling in de tijd.",
    ):
        assert said in text, said


def test_a_size_that_nobody_knows_is_not_called_unusual(release: Release) -> None:
    front = release.computed[STOCK].values[0]
    moved = RevisedValue(
        STOCK, "NL01", "2023", front.breakdown, 1500.0, 1520.0, (RevisionReason.VINTAGE,)
    )

    text = page(release, replace(EMPTY, revised=(moved,)), "en")

    assert "not known" in text
    assert "More than usual" not in text


def test_both_languages_tell_the_same(release: Release) -> None:
    found = replace(EMPTY, periods=(NewPeriods(STOCK, ("2024",), "2023"),))

    assert "One indicator has new figures." in page(release, found, "en")
