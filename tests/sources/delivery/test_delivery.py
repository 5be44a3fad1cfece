"""A partner's table with its description: kept as it is, or refused with the line to mend."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.sources.delivery.template import template
from agdb.statistics.structure import DimensionKind, UnitOrigin
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
Make = Callable[..., bytes]
ID = "delivery:cycling-schools"
ABOUT: list[list[Any]] = [
    ["dataset", ID],
    ["title", "Cyclists"],
    ["recorded", "2026-02-01"],
    ["licence", "CC BY 4.0"],
    ["citation", "The Board"],
    ["contact", "x@example.org"],
    ["rows", 2],
]
COLUMNS = [
    ["column", "role", "title", "unit", "kind", "of"],
    ["region", "dimension", "Region", "", "region", ""],
    ["period", "period"],
    ["value", "value", "Cyclists", "persons"],
    ["status", "status"],
]
FIGURES: list[list[Any]] = [
    ["region", "period", "value", "status"],
    ["0363", 2024, 12, "P"],
    ["0106", "2024-Q4", 403.7, ""],
]


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """A copy of the specimen, to be damaged."""
    return Path(shutil.copytree(small / "delivery", tmp_path / "delivery"))


@pytest.mark.parametrize("name", ["delivery.yml", "Delivery.YAML", "delivery.yaml.txt"])
def test_the_description_may_be_called_as_an_editor_saves_it(
    folder: Path, take_in: TakeIn, name: str
) -> None:
    (folder / "delivery.yaml").rename(folder / name)
    (folder / "Thumbs.db").write_bytes(b"x")

    assert take_in(ID, folder).rows == take_in(ID, folder).rows > 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: &a [x, x]\nb: [*a, *a, *a]\n", "delivery.yaml:2: an alias"),
        ("rows: " + "9" * 5000, "delivery.yaml:1: a number of 5000 digits"),
        ("title: !!timestamp abc\n", "delivery.yaml:1: 'abc' is marked as 'timestamp'"),
        ("title: x\u200by\n", r"delivery.yaml:1: 'x.u200by' holds U\+200B"),
    ],
)
def test_a_description_cannot_take_the_machine_or_hide_anything(
    folder: Path, take_in: TakeIn, text: str, sentence: str
) -> None:
    (folder / "delivery.yaml").write_text(text, "utf-8")

    with pytest.raises(SourceError, match=sentence):
        take_in(ID, folder)


def test_an_address_that_is_none_on_the_web_is_no_address(folder: Path, take_in: TakeIn) -> None:
    with (folder / "delivery.yaml").open("a") as stream:
        stream.write("address: javascript:alert(1)\n")

    with pytest.raises(
        SourceError, match=r"yaml:18: address is 'javascript:alert\(1\)': this is no"
    ):
        take_in(ID, folder)


def test_a_folder_with_its_description_is_a_data_set(
    folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    version = take_in(ID, folder)
    assert cells(version, "measure, gemeente, period, value, lower, upper, status, finality") == [
        ("cyclists", "0080", "2024", None, None, None, "O", "unknown"),
        ("cyclists", "0106", "2024", 403.7, None, None, "A", "unknown"),
        ("cyclists", "0363", "2023/24", 12.0, None, None, "P", "provisional"),
        ("cyclists", "0363", "2024-Q4", None, 1.0, 4.0, "Q", "unknown"),
    ]
    assert version.recorded == date(2026, 2, 1)
    measure, region = version.structure.measures[0], version.structure.dimensions[0]
    assert (measure.unit, measure.unit_origin) == ("persons", UnitOrigin.RECORDED)
    assert (region.title, region.kind) == ("Gemeente", DimensionKind.REGION)
    assert version.structure.notes["contact"] == "board@example.org"


def test_the_same_folder_in_a_zip_is_the_same(folder: Path, take_in: TakeIn, cells: Cells) -> None:
    packed = shutil.make_archive(str(folder.parent / "packed"), "zip", folder.parent, "delivery")
    assert len(cells(take_in(ID, Path(packed)), "value")) == 4


def made(decimal: str, number: str) -> dict[str, str]:
    """A delivery in CSV with one number."""
    about = (
        f"dataset: {ID}\ntitle: t\nrecorded: 2026-02-01\nlicence: x\ncitation: x\ncontact: x\n"
        f"delimiter: ;\n{decimal}columns:\n  region: {{role: dimension}}\n"
        "  year: {role: period}\n  n: {role: value, unit: persons}\n"
    )
    return {"delivery__yaml": about, "f__csv": f"region;year;n\nGM0363;2024;{number}\n"}


POINT, COMMA, UNSAID = "decimal: .\n", "decimal: ','\n", ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("decimal", "number", "value"),
    [
        (UNSAID, "403.7", 403.7),
        (UNSAID, "1.2340", 1.234),
        (UNSAID, "0.846", 0.846),
        (POINT, "1.234", 1.234),  # its author says so
        (COMMA, "1234,5", 1234.5),
        (COMMA, "1,234", 1.234),
    ],
)
def test_a_number_is_what_its_author_says(
    put: Callable[..., Path],
    take_in: TakeIn,
    cells: Cells,
    decimal: str,
    number: str,
    value: float,
) -> None:
    version = take_in(ID, put(**made(decimal, number)))
    assert cells(version, "value") == [(value,)]


@pytest.mark.parametrize(
    ("decimal", "number", "sentence"),
    [
        (UNSAID, "1.234", r"f.csv:2: '1.234' in n may be a number of thousands.*`decimal`"),
        (UNSAID, "1,234", r"f.csv:2: '1,234' in n may be a number of thousands"),
        (UNSAID, "12.345.678", "is not a number"),
        (UNSAID, "1 234", "is not a number"),
        (UNSAID, "1'234", "is not a number"),
        (COMMA, "1.234", "is not a number"),
        (COMMA, "1.234,5", "is not a number"),
        (POINT, "1,234", "is not a number"),
        (POINT, "1,234.5", "is not a number"),
        (POINT, "#DIV/0!", "is not a number"),
    ],
)
def test_a_number_that_may_be_a_thousand_times_another_is_refused(
    put: Callable[..., Path], take_in: TakeIn, decimal: str, number: str, sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, put(**made(decimal, number)))


@pytest.mark.parametrize("number", ["1.234", "1,234", "-12.000", "#N/B", "1 234"])
def test_a_number_written_as_text_in_a_cell_is_never_guessed(
    workbook: Make, put: Callable[..., Path], take_in: TakeIn, number: str
) -> None:
    rows: list[list[Any]] = [FIGURES[0], ["0363", "2024", number, ""]]
    about = [row for row in ABOUT if row[0] != "rows"]
    filled = workbook(delivery=about, columns=COLUMNS, help=[[]], figures=rows)
    with pytest.raises(
        SourceError, match=r"in value (may be a number of thousands|is not a number)"
    ):
        take_in(ID, put(t__xlsx=filled) / "t.xlsx")


def test_any_publisher_can_be_delivered(folder: Path, take_in: TakeIn) -> None:
    text = (folder / "delivery.yaml").read_text()
    (folder / "delivery.yaml").write_text(text.replace(ID, "cbs:custom-2025"))
    assert str(take_in("cbs:custom-2025", folder).id) == "cbs:custom-2025"
    with pytest.raises(SourceError, match="the delivery is of cbs:custom-2025, not of abc:custom"):
        take_in("abc:custom-2025", folder)


def test_a_declared_part_is_partial(folder: Path, take_in: TakeIn) -> None:
    with (folder / "delivery.yaml").open("a") as stream:
        stream.write("partial: only four schools\n")
    assert take_in(ID, folder).partial == "only four schools"


def test_one_column_may_hold_all_values(put: Callable[..., Path], take_in: TakeIn) -> None:
    about = (
        f"dataset: {ID}\ntitle: t\nrecorded: 2026-02-01\nlicence: x\ncitation: x\ncontact: x\n"
        "columns:\n  what: {role: measure}\n  year: {role: period}\n  n: {role: value}\n"
        "measures:\n  a: {title: A, unit: persons}\n  b: {title: B, unit: '%'}\n"
    )
    figures = "what,year,n\na,2024,1\nb,2024,2.5\n"
    version = take_in(ID, put(delivery__yaml=about, f__csv=figures))
    assert [(m.id, m.unit) for m in version.structure.measures] == [("a", "persons"), ("b", "%")]
    with pytest.raises(SourceError, match=r"f.csv:2: the measure 'c' is not described"):
        take_in(ID, put(delivery__yaml=about, f__csv=figures.replace("a,", "c,")))


def test_the_template_is_the_same_every_time_and_says_what_to_fill_in(
    put: Callable[..., Path], take_in: TakeIn
) -> None:
    assert template([str]) == template([str])
    with pytest.raises(SourceError, match="the key 'title' is missing"):
        take_in(ID, put(t__xlsx=template([str])) / "t.xlsx")


def test_a_template_that_was_filled_in_is_a_delivery(
    workbook: Make, put: Callable[..., Path], take_in: TakeIn, cells: Cells
) -> None:
    content = workbook(delivery=ABOUT, columns=COLUMNS, help=[["x"]], figures=FIGURES)
    version = take_in(ID, put(t__xlsx=content) / "t.xlsx")
    assert cells(version, "measure, region, period, value, status") == [
        ("value", "0106", "2024-Q4", 403.7, "A"),
        ("value", "0363", "2024", 12.0, "P"),
    ]


def test_the_template_itself_reads_back_when_it_is_filled_in(
    workbook: Make, put: Callable[..., Path], take_in: TakeIn, cells: Cells
) -> None:
    # Given the sheets of the real template, with answers in the places it asks for them
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(template([str])))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    answers = {str(row[0]): row[1] for row in ABOUT}
    about = [[row[0], answers.get(str(row[0]), "")] for row in sheets["delivery"]]
    sheets["delivery"] = [[key, 1 if key == "rows" else value] for key, value in about]
    sheets["figures"].append(["0363", "2024", "", "Q", 1, 4])
    # Then it is a delivery with the bounds of a suppressed value
    version = take_in(ID, put(t__xlsx=workbook(**sheets)) / "t.xlsx")
    assert cells(version, "region, value, lower, upper, confidentiality") == [
        ("0363", None, 1.0, 4.0, "C")
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("delivery.yaml", "title:", "titel:", r"delivery.yaml:2: .*titel"),
        ("delivery.yaml", "rows: 4", "rows: 5", "holds 4 rows and the description claims 5"),
        ("delivery.yaml", ", unit: persons", "", "'fietsers' has no unit"),
        ("delivery.yaml", "role: period", "role: ignore", "one column must have the role period"),
        ("delivery.yaml", "recorded: 2026-02-01", "recorded: soon", "delivery.yaml:3"),
        ("delivery.yaml", "delimiter: ;", "delimiter: ;;", "delivery.yaml:7"),
        ("delivery.yaml", "role: lower", "role: lager", "delivery.yaml:1[0-9]"),
        ("delivery.yaml", "  opmerking: {role: ignore}\n", "", "'opmerking' is not described"),
        ("figures.csv", "fietsers", "ruiters", "'ruiters' is not described"),
        ("figures.csv", ";teken", ";jaar", "'teken' is not there"),
        ("figures.csv", "403,7", "403.7", "figures.csv:2: '403.7' in fietsers is not a number"),
        ("figures.csv", "0106;2024", "0106;soon", "figures.csv:2: 'soon' is not a period"),
        ("figures.csv", "0106;2024", ";2024", "cannot be a code"),
        ("figures.csv", ";P;", ";X;", "figures.csv:3: the status 'X'"),
        ("figures.csv", ";;Q;1", ";5;Q;1", "does not go with"),
        ("figures.csv", "1;4;", "5;4;", "bounds do not hold the value"),
        ("figures.csv", "0080;2024;", "0106;2024;", "the cell occurs 2 times"),
        ("figures.csv", ";hidden", ";hidden;x", "figures.csv:4: 8 cells"),
        ("figures.csv", ";hidden", ';"hidden', "not values separated"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(
    folder: Path, take_in: TakeIn, name: str, old: str, new: str, sentence: str
) -> None:
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, folder)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ([363, 2024, 12, ""], "zeros may be lost"),
        (["0363", 2024.5, 12, ""], "the period 2024.5 is not text"),
        (["0363", 2024, "many", ""], "is not a number"),
        (["0363", 2024, True, ""], "is not a number"),
        (["0363", 2024, 12, "", "x"], "a cell outside the columns"),
    ],
)
def test_a_cell_of_a_workbook_that_misleads_is_refused(
    workbook: Make, put: Callable[..., Path], take_in: TakeIn, row: list[Any], sentence: str
) -> None:
    figures = [FIGURES[0], row, FIGURES[2]]
    content = workbook(delivery=ABOUT, columns=COLUMNS, figures=figures)
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, put(t__xlsx=content) / "t.xlsx")


@pytest.mark.parametrize(
    ("sheet", "rows", "sentence"),
    [
        ("delivery", [*ABOUT, ["colour", "red"]], "the field 'colour' is not known"),
        ("columns", [["name", "role"]], "the header must read column, role"),
        ("columns", [*COLUMNS, COLUMNS[1]], "'region' comes twice"),
        ("columns", COLUMNS[:3], "value"),
    ],
)
def test_a_sheet_of_the_template_that_was_changed_is_refused(
    workbook: Make,
    put: Callable[..., Path],
    take_in: TakeIn,
    sheet: str,
    rows: list[list[Any]],
    sentence: str,
) -> None:
    sheets = {"delivery": ABOUT, "columns": COLUMNS, "figures": FIGURES} | {sheet: rows}
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, put(t__xlsx=workbook(**sheets)) / "t.xlsx")


def test_it_must_be_clear_which_file_holds_the_figures(folder: Path, take_in: TakeIn) -> None:
    shutil.copy(folder / "figures.csv", folder / "more.csv")
    with pytest.raises(SourceError, match="2 files may hold the figures"):
        take_in(ID, folder)
    with (folder / "delivery.yaml").open("a") as stream:
        stream.write("file: figures.csv\n")
    assert take_in(ID, folder).rows == 4
    (folder / "deep").mkdir()
    shutil.copy(folder / "delivery.yaml", folder / "deep" / "delivery.yaml")
    with pytest.raises(SourceError, match="there are two descriptions"):
        take_in(ID, folder)


def test_a_sheet_must_be_named_where_there_are_several(
    folder: Path, workbook: Make, take_in: TakeIn
) -> None:
    (folder / "figures.csv").unlink()
    rows = [["gemeente", "jaar", "fietsers", "teken", "ten minste", "ten hoogste", "opmerking"]]
    rows += [[f"000{n}", "2024", "1", "", "", "", ""] for n in range(4)]
    (folder / "figures.xlsx").write_bytes(workbook(een=rows, twee=[["x"]]))
    with pytest.raises(SourceError, match=r"there is no sheet '' .the sheets are een, twee"):
        take_in(ID, folder)
    with (folder / "delivery.yaml").open("a") as stream:
        stream.write("sheet: een\n")
    assert take_in(ID, folder).rows == 4


def test_an_archive_that_leaves_its_folder_is_refused(folder: Path, take_in: TakeIn) -> None:
    path = folder.parent / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(folder / "delivery.yaml", "delivery.yaml")
        archive.writestr("../figures.csv", "x")
    with pytest.raises(SourceError, match="which leaves its folder"):
        take_in(ID, path)
