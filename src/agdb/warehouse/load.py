"""From a reader's draft to the files of a dataset, checked."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from agdb.errors import Place, SourceError
from agdb.files.documents import encoded
from agdb.sources.contract import Draft
from agdb.statistics.identifier import checked_column
from agdb.statistics.lists import column_lists
from agdb.statistics.structure import COLUMNS_AFTER, COLUMNS_BEFORE, key_parts, observation_columns
from agdb.warehouse.checks import check_loaded
from agdb.warehouse.engine import Engine
from agdb.warehouse.receipt import Receipt
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE

_OURS = frozenset(COLUMNS_BEFORE | COLUMNS_AFTER)


def load(engine: Engine, draft: Draft, *, receipt: Receipt, folder: Path) -> int:
    """Write observations and structure of `draft` into `folder`; return the number of observations.

    Raises `SourceError` if the data are not what the draft or the recording promises.
    """
    _check_names(draft, receipt.dataset)
    dimensions = draft.structure.dimensions
    columns = observation_columns(dimensions)
    metadata = {
        "dataset": receipt.dataset,
        "recorded": receipt.recorded.isoformat(),
        "snapshot": receipt.checksum,
        "licence": receipt.licence,
        "partial": draft.partial or "",
    }
    parquet = folder / OBSERVATIONS
    write = partial(
        engine.copy_to_parquet,
        path=parquet,
        columns=columns,
        order=key_parts(dimensions),
        metadata=metadata,
    )
    for name, words in draft.words.items():
        engine.words(name, words)
    try:
        write(draft.select, lists=column_lists(draft.structure), after=draft.after)
    except SourceError:  # a word outside its list is written as it is: the check names its cell
        if draft.careful is None:
            write(draft.select, after=draft.after)
        else:
            write(draft.careful)
    (folder / STRUCTURE).write_bytes(encoded(draft.structure))
    return check_loaded(engine, parquet, draft=draft, dataset=receipt.dataset)


def _check_names(draft: Draft, dataset: str) -> None:
    seen = set(_OURS)
    for dimension in draft.structure.dimensions:
        name = checked_column(dimension.id).lower()
        if name in seen:
            raise SourceError(
                f"dimension {dimension.id!r} has the name of another column",
                place=Place(dataset),
                remedy="the reader of this publisher must give it another",
            )
        seen.add(name)
    lists = {
        "measure": [measure.id for measure in draft.structure.measures],
        **{item.id: [code.id for code in item.codes] for item in draft.structure.dimensions},
        "period": [code.id for code in draft.structure.periods],
    }
    for name, ids in lists.items():
        twice = next((id_ for id_, times in Counter(ids).items() if times > 1), None)
        if twice is not None:
            raise SourceError(
                f"the code list of {name} has {twice!r} twice",
                place=Place(dataset),
                remedy="record the code list again",
            )
