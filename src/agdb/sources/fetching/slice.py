"""A reader for answers to a question about a part of a data set."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from agdb.sources.changed import ChangedReader
from agdb.sources.contract import Draft, Reader


def sliced(reader: Reader, reason: str) -> Reader:
    """Return `reader`, with datasets marked partial for `reason` if nobody did before."""

    def marked(draft: Draft) -> Draft:
        return draft if draft.partial else replace(draft, partial=reason)

    return ChangedReader(reader, _because(reason), marked)


def sliced_as_before(reader: Reader, *, revision: str, partial: str | None) -> Reader:
    """Return `reader`, sliced if the reading of `revision`, which is `partial`, was.

    What was asked then decides, not what would be asked today.
    """
    if partial is None or _because(partial) not in revision.split():
        return reader
    return sliced(reader, partial)


def _because(reason: str) -> str:
    return hashlib.sha256(reason.encode()).hexdigest()[:12]
