"""The list of an OData answer is cut out whole, or the file is refused."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.pages import cut_list, entity_set

ROWS = st.lists(
    st.fixed_dictionaries(
        {"Value": st.none() | st.integers() | st.floats(-1e9, 1e9)},
        optional={"StringValue": st.text()},
    )
)


def on_disk(folder: Path, content: bytes) -> RecordedFile:
    path = folder / "page.json"
    path.write_bytes(content)
    return RecordedFile.at(path, name=path.name)


@pytest.mark.slow
@given(
    rows=ROWS,
    link=st.none() | st.just("https://x/Observations?$skip=100000"),
    indent=st.integers(0, 2),
)
def test_the_list_that_comes_out_is_the_list_that_went_in(
    tmp_path_factory: pytest.TempPathFactory, rows: list[object], link: str | None, indent: int
) -> None:
    # Given an answer as CBS writes it, with or without a next page
    answer: dict[str, object] = {
        "@odata.context": "https://x/$metadata#Observations",
        "value": rows,
    }
    if link:
        answer["@odata.nextLink"] = link
    folder = tmp_path_factory.mktemp("page")
    content = msgspec.json.format(msgspec.json.encode(answer), indent=indent)
    # When its list is cut out
    found = cut_list(on_disk(folder, content), folder / "list.json")
    # Then nothing of it is lost
    assert msgspec.json.decode((folder / "list.json").read_bytes()) == rows
    assert found == link


@given(st.data())
def test_a_file_that_breaks_off_anywhere_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = (
        b'{"@odata.context":"https://x/$metadata#Observations","value":[{"Value":1},{"Value":2}]}'
    )
    size = data.draw(st.integers(0, len(whole) - 1))
    folder = tmp_path_factory.mktemp("page")
    with pytest.raises(SourceError):
        cut_list(on_disk(folder, whole[:size]), folder / "list.json")


def test_bytes_around_the_list_that_are_not_json_are_refused(tmp_path: Path) -> None:
    file = on_disk(tmp_path, b'{"\xff":1,"value":[]}')
    with pytest.raises(SourceError, match="around its list is not JSON"):
        cut_list(file, tmp_path / "list.json")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'{"@odata.context":"https://x/$metadata#MeasureCodes"', "MeasureCodes"),
        (b'{"odata.metadata":"https://x/$metadata#TypedDataSet"', None),
        (b"", None),
        (b"\xff\xfe", None),
    ],
)
def test_a_file_says_which_set_it_holds_or_nothing(content: bytes, name: str | None) -> None:
    assert entity_set(RecordedFile.of("a.json", content)) == name
