"""How old the figures are and how many are missing; promises that are open and overdue."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.chart.bar import bar
from agdb.publication.edition import Edition, Link
from agdb.publication.page.overview.told import PictureRow, Told
from agdb.register.states import CommitmentState

_OPEN = (CommitmentState.OPEN, CommitmentState.PARTLY, CommitmentState.HANDED_OVER)


def state(edition: Edition, ident: str) -> Told:
    """Return the answer."""
    language, found = edition.language, edition.counts
    counted = {
        "recent": (found.aged - found.old, "recent"),
        "old": (found.old - found.very_old, "older"),
        "very-old": (found.very_old, "oldest"),
        "none": (found.indicators - found.with_figures, "fx"),
    }
    most = max(1, *(n for n, _ in counted.values()))
    heading = language.say(
        "overview.state" if found.very_old else "overview.state.fresh",
        n=found.very_old,
        missing=language.say("overview.state.missing", n=counted["none"][0]),
    )
    return Told(
        ident,
        heading,
        edition.addresses.link(address.section(language.code, "coverage")),
        rows=tuple(
            PictureRow(language.say(f"overview.state.{name}"), bar(n / most, fill), str(n))
            for name, (n, fill) in counted.items()
        ),
        also=_promises(edition),
    )


def _promises(edition: Edition) -> Link | None:
    """How many promises are open, how many of them are late, and how many name no day."""
    some = edition.release.register.commitments.values()
    if not some:
        return None
    say = edition.language.say
    left = [one for one in some if one.state in _OPEN]
    late = sum(bool(one.days_late(edition.release.day)) for one in some)
    told = say("overview.promises", n=len(left), all=str(len(some)))
    behind = say("overview.promises.late", n=late) if late else say("overview.promises.in-time")
    text = f"{told} {behind}"
    return Link(edition.addresses.link(address.section(edition.language.code, "commitments")), text)
