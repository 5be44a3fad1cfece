"""What an indicator without figures waits for, and the command that brings it."""

from __future__ import annotations

from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.results.value import Waiting
from agdb.sources.fetching.order import order_if_fetchable


def waiting_for(indicator: Indicator, programme: Programme, dataset: str) -> Waiting:
    """Return the data set with its command: fetched where we know how to ask, else imported.

    A data set of records is too large for the warehouse, and is computed where it is.
    """
    source = programme.sources.get(dataset)
    if source is None:
        return Waiting(dataset, f"agdb import {dataset} FILE")
    if source.records:
        return Waiting(source.id, f"agdb compute {indicator.id} --data {source.id}=PATH")
    if order_if_fetchable(source) is None:
        return Waiting(source.id, f"agdb import {source.id} FILE")
    return Waiting(source.id, f"agdb fetch {source.id}")
