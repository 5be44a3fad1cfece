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

    return ChangedReader(reader, hashlib.sha256(reason.encode()).hexdigest()[:12], marked)
