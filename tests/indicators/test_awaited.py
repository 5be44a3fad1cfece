"""The command that brings what an indicator waits for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agdb.indicators.compute import waiting_for
from agdb.programme.programme import Programme


@pytest.mark.parametrize(
    ("dataset", "command"),
    [
        ("cbs:85224NED", "agdb fetch cbs:85224NED"),
        ("eurostat:isoc_e_dii", "agdb fetch eurostat:isoc_e_dii"),
        ("cbs:maatwerk-techniek", "agdb import cbs:maatwerk-techniek FILE"),
        ("katapult:uitstroom", "agdb import katapult:uitstroom FILE"),
    ],
)
def test_what_can_be_asked_for_is_fetched_and_the_rest_is_imported(
    cycling: Programme, dataset: str, command: str
) -> None:
    model = next(iter(cycling.sources.values()))
    source = model.model_copy(update={"id": dataset, "fetch": None, "records": None})
    programme = replace(cycling, sources={dataset: source})
    indicator = next(iter(cycling.indicators.values()))

    assert waiting_for(indicator, programme, dataset).command == command
