"""The feed of releases: what each changed, for who wants to be told (Atom, RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, time

from agdb.files.atom import NAMESPACE, FeedEntry, atom_feed
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.changes.page import FEED, NAME, summary_of


def changes_feed(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the feed in the language of the edition, with its own address; none without a past.

    This release says what changed; an earlier one leads to how it was, or was withdrawn.
    """
    if edition.provenance is None:
        return
    language, full = edition.language, edition.addresses.full
    page = full(address.section(language.code, NAME))
    release = edition.release
    noon = datetime.combine(release.day, time(12), tzinfo=UTC)  # a release has no hour
    entries = [_entry(edition, release.id, noon, summary_of(edition), page)]
    for one in edition.provenance.published():
        if one.release == release.id:
            continue
        said = language.say("feed.as-it-was", day=language.date(one.day))
        moment = one.published
        if one.withdrawn is not None:
            said, moment = f"{language.say('frozen.withdrawn')}.", one.withdrawn.at
        href = full(address.frozen(one.release))
        entries.append(_entry(edition, one.release, moment, said, href))
    entries.sort(key=lambda entry: entry.moment, reverse=True)
    plan, path = edition.programme.plan, f"{language.code}/{FEED}"
    feed = atom_feed(
        entries,
        name=f"{plan.id} {FEED} {language.code}",
        title=language.say("feed.title", name=language.words(plan.short)),
        author=language.words(plan.owner),
        language=language.code,
        links={"self": full(path), "alternate": page},
    )
    yield path, feed


def _entry(edition: Edition, release: str, moment: datetime, said: str, href: str) -> FeedEntry:
    title = edition.language.say("feed.entry", release=release)
    ident = uuid.uuid5(NAMESPACE, f"release {release} {edition.language.code}").urn
    return FeedEntry(ident, title, moment, said, href=href)
