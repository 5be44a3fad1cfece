"""One generated table of CBS, in every form in which we read tables of CBS.

20 measures, 500 months, and as many regions as the number of cells asks: a complete cross, so that
every form holds the same cells. Field order, padding and page sizes are those of the real services.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

TABLE: Final = "99990NED"
MEASURES, PERIODS = 20, 500
V4_PAGE, V3_PAGE = 100_000, 10_000
TOPICS: Final = [f"Topic_{n}" for n in range(1, MEASURES + 1)]
MONTHS: Final = [f"{1960 + n // 12}MM{n % 12 + 1:02d}" for n in range(PERIODS)]
_V4: Final = f"https://datasets.cbs.nl/odata/v1/CBS/{TABLE}"
_V3: Final = f"https://opendata.cbs.nl/ODataFeed/odata/{TABLE}"


def regions(cells: int) -> list[str]:
    """Return the codes of the regions that a table of so many cells has."""
    number, rest = divmod(cells, MEASURES * PERIODS)
    assert not rest, f"the number of cells is a multiple of {MEASURES * PERIODS}"
    return [f"GM{n:04d}" for n in range(number)]


def _figure(number: int) -> float:
    return number % 99991 / 10


def v4_json(folder: Path, cells: int) -> None:
    """Write a recording of the fourth service, in pages of observations."""

    def put(name: str, entity_set: str, content: dict[str, object]) -> None:
        context = {"@odata.context": f"{_V4}/$metadata#{entity_set}"}
        (folder / name).write_text(json.dumps(context | content), "utf-8")

    def codes(ids: list[str], **more: object) -> dict[str, object]:
        return {
            "value": [
                {"Identifier": id_, "Index": n, "Title": id_} | more for n, id_ in enumerate(ids)
            ]
        }

    places = regions(cells)
    counted = {
        "Identifier": TABLE,
        "Title": "Benchmark",
        "ObservationCount": cells,
        "DatasetType": "Numeric",  # as most tables of StatLine say
    }
    put("properties.json", "Properties", counted)
    dimensions = [
        {"Identifier": "Perioden", "Title": "Perioden", "Kind": "TimeDimension"},
        {"Identifier": "RegioS", "Title": "Regio's", "Kind": "GeoDimension"},
    ]
    put("dimensions.json", "Dimensions", {"value": dimensions})
    put("codes-RegioS.json", "RegioSCodes", codes(places))
    put("codes-Perioden.json", "PeriodenCodes", codes(MONTHS, Status="Definitief"))
    put("measure-codes.json", "MeasureCodes", codes(TOPICS, Unit="aantal", Decimals=1))
    for first in range(0, cells, V4_PAGE):
        last = min(first + V4_PAGE, cells)
        rows = ",".join(
            f'{{"Id":{n},"Measure":"{TOPICS[n % MEASURES]}","ValueAttribute":"None",'
            f'"Value":{_figure(n)},"StringValue":null,'
            f'"RegioS":"{places[n // MEASURES // PERIODS]}",'
            f'"Perioden":"{MONTHS[n // MEASURES % PERIODS]}"}}'
            for n in range(first, last)
        )
        link = f',"@odata.nextLink":"{_V4}/Observations?$skip={last}"' if last < cells else ""
        page = f'{{"@odata.context":"{_V4}/$metadata#Observations","value":[{rows}]{link}}}'
        (folder / f"observations-page-{first // V4_PAGE + 1}.json").write_text(page, "utf-8")


def v3_json(folder: Path, cells: int, *, address: str = _V3) -> None:
    """Write a recording of the third service, in pages of rows; links begin with `address`."""
    places = regions(cells)
    dimensions = (("RegioS", "GeoDimension"), ("Perioden", "TimeDimension"))
    kinds = [*dimensions, *((topic, "Topic") for topic in TOPICS)]
    sets: dict[str, list[dict[str, object]]] = {
        "TableInfos": [{"Identifier": TABLE, "Title": "Benchmark"}],
        "DataProperties": [
            {"ID": n, "Key": key, "Title": key, "Type": kind, "Datatype": "Float", "Unit": "aantal"}
            for n, (key, kind) in enumerate(kinds)
        ],
        "RegioS": [{"Key": code, "Title": f"Gemeente {code}"} for code in places],
        "Perioden": [{"Key": code, "Title": f"Maand {code}"} for code in MONTHS],
    }
    for name, rows in sets.items():
        _v3_page(folder, name, rows, address=address, first=0, follows=None)
    total = cells // MEASURES
    for first in range(0, total, V3_PAGE):
        last = min(first + V3_PAGE, total)
        figures: list[dict[str, object]] = [
            {"ID": n, "RegioS": f"{places[n // PERIODS]:<10}", "Perioden": MONTHS[n % PERIODS]}
            | {topic: _figure(n * MEASURES + k) for k, topic in enumerate(TOPICS)}
            for n in range(first, last)
        ]
        follows = last if last < total else None
        _v3_page(folder, "TypedDataSet", figures, address=address, first=first, follows=follows)


def _v3_page(
    folder: Path,
    name: str,
    rows: list[dict[str, object]],
    *,
    address: str,
    first: int,
    follows: int | None,
) -> None:
    answer: dict[str, object] = {"odata.metadata": f"{address}/$metadata#Cbs.{name}", "value": rows}
    if follows is not None:
        answer["odata.nextLink"] = f"{address}/{name}?$format=json&$skip={follows}"
    content = json.dumps(answer, separators=(",", ":"))
    (folder / f"{name}-{first}.json").write_text(content, "utf-8")


def v4_csv(folder: Path, cells: int) -> None:
    """Write the CSV files that the bulk service sends in one zip."""
    places = regions(cells)
    tables = {
        "Properties": [
            "Identifier;Title;ObservationCount;DatasetType",
            f"{TABLE};Benchmark;{cells};Numeric",
        ],
        "Dimensions": [
            "Identifier;Title;Kind",
            "RegioS;Regio's;GeoDimension",
            "Perioden;Perioden;TimeDimension",
        ],
        "MeasureCodes": ["Identifier;Index;Title;Unit;Decimals"]
        + [f"{topic};{n};{topic};aantal;1" for n, topic in enumerate(TOPICS)],
        "RegioSCodes": ["Identifier;Index;Title"]
        + [f"{code};{n};Gemeente {code}" for n, code in enumerate(places)],
        "PeriodenCodes": ["Identifier;Index;Title;Status"]
        + [f"{code};{n};{code};Definitief" for n, code in enumerate(MONTHS)],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    with (folder / "Observations.csv").open("w", encoding="utf-8") as out:
        out.write("Id;Measure;RegioS;Perioden;Value;StringValue;ValueAttribute\n")
        out.writelines(_csv_lines(places, cells))


def _csv_lines(places: list[str], cells: int) -> Iterator[str]:
    for n in range(cells):
        row, topic = divmod(n, MEASURES)
        place, month = divmod(row, PERIODS)
        value = str(_figure(n)).replace(".", ",")
        yield f"{n};{TOPICS[topic]};{places[place]};{MONTHS[month]};{value};;None\n"


def bulk_zip(path: Path, folder: Path) -> None:
    """Write the files that `v4_csv` wrote to `folder` into one zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*.csv")):
            archive.write(file, file.name)


def v4_parquet(folder: Path, csv: Path) -> None:
    """Write what `v4_csv` wrote to `csv` as Parquet, one file for each set."""
    with duckdb.connect() as connection:
        for file in sorted(csv.glob("*.csv")):
            if file.stem == "Properties":
                continue
            types = "types={'StringValue': 'VARCHAR'}" if file.stem == "Observations" else ""
            source = f"read_csv('{file}', delim=';', decimal_separator=',', {types})"
            name = f"cbs.v4.{TABLE}_{file.stem}.parquet"
            connection.execute(f"copy (from {source}) to '{folder / name}' (format parquet)")


def v3_parquet(folder: Path, pages: Path) -> None:
    """Write what `v3_json` wrote to `pages` as Parquet; figures are of 32 bits, as recorded."""
    with duckdb.connect() as connection:
        for name in ("DataProperties", "RegioS", "Perioden", "TypedDataSet"):
            rows = folder / "rows.json"
            with rows.open("w", encoding="utf-8") as out:
                for page in sorted(pages.glob(f"{name}-*.json")):
                    for row in json.loads(page.read_bytes())["value"]:
                        out.write(json.dumps(row) + "\n")
            figures = ", ".join(f"cast({topic} as FLOAT) as {topic}" for topic in TOPICS)
            replaced = f" replace ({figures})" if name == "TypedDataSet" else ""
            target = folder / f"cbs.v3.{TABLE}_{name}.parquet"
            connection.execute(
                f"copy (select *{replaced} from read_json('{rows}')) to '{target}' (format parquet)"
            )
            rows.unlink()
