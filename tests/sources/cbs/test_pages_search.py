"""What must not stand in JSON is found, in small pages and in large ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agdb.sources.cbs import pages as pages_of_json
from agdb.sources.cbs.pages import Search
from agdb.sources.cbs.v3_json import _TRUTH
from agdb.sources.cbs.v4_json import _NOT_A_NUMBER
from agdb.warehouse.engine import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(folders=(tmp_path,)) as opened:
        yield opened


@pytest.fixture(params=[pages_of_json._LARGEST, 10], ids=["asked of the engine", "searched by us"])
def largest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_of_json, "_LARGEST", request.param)


def found(engine: Engine, folder: Path, pattern: str, *contents: str) -> str:
    """Where it is found and what stands there; empty if nowhere."""
    pages = [folder / f"page-{n}.json" for n in range(len(contents))]
    for path, content in zip(pages, contents, strict=True):
        path.write_text(content, "utf-8")
    asked = Search(pages, pattern)
    page = asked.found(engine.rows)
    return "" if page is None else f"{page.name} {asked.excerpt(page)}"


@pytest.mark.usefixtures("largest")
@pytest.mark.parametrize("value", ["true", '"1.5"', "[1]", '{"a":1}', "\n false"])
def test_an_observation_that_is_no_number_is_found_with_its_page(
    engine: Engine, tmp_path: Path, value: str
) -> None:
    # Given a page of numbers and one in which something else stands between them
    second = f'[{{"Value":1}},{{"Value": {value},"Id":2}}]'
    # When both are searched, then the place in the second is told
    told = found(engine, tmp_path, _NOT_A_NUMBER, '[{"Value":1}]', second)
    assert told == f'page-1.json "Value": {value}'


@pytest.mark.usefixtures("largest")
def test_numbers_nulls_and_texts_of_other_fields_are_not_found(
    engine: Engine, tmp_path: Path
) -> None:
    content = '[{"Value":-1.5e3,"Measure":"x"},{"Value" : null,"ValueAttribute":"true"}]'
    assert found(engine, tmp_path, _NOT_A_NUMBER, content) == ""


@pytest.mark.usefixtures("largest")
@pytest.mark.parametrize("end", [",", "}", " ,", "\n}"])
@pytest.mark.parametrize(("value", "odd"), [("true", True), ("false", True), ("1e5", False)])
def test_a_truth_value_among_topics_is_found(
    engine: Engine, tmp_path: Path, value: str, odd: bool, end: str
) -> None:
    content = f'[{{"Regio":"None","Banen_1":null,"Banen_2":{value}{end}'
    assert bool(found(engine, tmp_path, _TRUTH, content)) is odd
