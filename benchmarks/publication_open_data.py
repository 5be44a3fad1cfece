"""The open data of many indicators: JSON, CSV with its W3C description, and a data package.

    PYTHONPATH=src python benchmarks/publication_open_data.py [--indicators 25 250] [--rows 4096]

The published programme with as many indicators as asked for, each with made-up values: as many
years and regions and members of a breakdown as give the number of rows, in two languages. The
values are written as the table of a release; then three processes read that table, one after the
other: `floor` gives `json.dumps` and `csv` of six bare columns, without names, metadata, rounding
or provenance; `asked` the forms that the limit is about (JSON in both languages and of the
interface, CSV with its description, the data package); `all` runs the code that publishes the
site, without pages and workbooks: also the cubes, SDMX, tables for people and the zip. The
size that is compared with the Open SDG builder is 250 indicators of 4,096 rows in two languages;
see docs/performance.md. Each process does its work as often as asked for and the fastest counts.
Prints seconds of processor time without start and imports, files, megabytes and the peak of memory
of each process.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice, product
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.publication.address import Addresses
from agdb.publication.api.files import indicator_files
from agdb.publication.api.package import Weighed, data_package
from agdb.publication.assets import assets
from agdb.publication.download.as_csv import as_csv, header_line
from agdb.publication.download.as_csvw import EXTENSION, as_csvw
from agdb.publication.download.as_json import as_json
from agdb.publication.download.cells import ValueCells, columns
from agdb.publication.download.lines import ValueLines
from agdb.publication.download.metadata import metadata
from agdb.publication.edition import Edition
from agdb.publication.open_data import open_data
from agdb.publication.wording.language import languages
from agdb.release.value_table import ValueTable, write_table
from agdb.results.release import Release
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.engine import Engine

QUICK = ("--indicators", "2", "--rows", "128", "--rounds", "1")

MODEL = "vacancies-open-branch"
LANGUAGES = ("nl", "en")


def values(programme: Programme, number: int, *, seed: int) -> tuple[Value, ...]:
    """As many made-up values as asked for, over regions, members of the breakdown and quarters."""
    model = programme.indicators[MODEL]
    (breakdown,) = model.breakdowns
    regions = [code for code in programme.regions if code[:2] in {"NL", "PV"}]
    quarters = [f"{year}-Q{quarter}" for year in range(1990, 2026) for quarter in range(1, 5)]
    places = product(regions, breakdown.members, quarters)
    return tuple(
        Value(
            region=region,
            period=period,
            breakdown=((breakdown.id, member),),
            value=round(((place * 7919 + seed * 104729) % 100_003) / 97, 6),
            status=ObservationStatus.NORMAL,
            finality=Finality.DEFINITIVE,
            mark="",
            lower=None,
            upper=None,
            kind=Kind.OBSERVED,
            keys=1,
            keys_hash="ab" * 32,
        )
        for place, (region, member, period) in enumerate(islice(places, number))
    )


class Made(Mapping[str, Computed]):
    """So many indicators; the values of each are made when it is looked at."""

    def __init__(self, programme: Programme, number: int, size: int) -> None:
        model = programme.indicators[MODEL]
        self._programme, self._size = programme, size
        self.definitions = {
            f"made-{n:04}": model.model_copy(update={"id": f"made-{n:04}"}) for n in range(number)
        }

    def __getitem__(self, name: str) -> Computed:
        made = values(self._programme, self._size, seed=int(name[-4:]))
        return Computed(self.definitions[name], made, (), None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.definitions)

    def __len__(self) -> int:
        return len(self.definitions)


def release_of(made: Made, programme: Programme, table: ValueTable) -> Release:
    """A release of these indicators with the values in the table."""
    return Release(
        id="2026-11-24-000000000000",
        recorded=date(2026, 11, 24),
        programme=replace(programme, indicators=made.definitions),
        computed={
            name: Computed(one, table.values(name), (), None)
            for name, one in made.definitions.items()
        },
    )


def editions_of(release: Release) -> tuple[Edition, ...]:
    """The release in every language, which share what no language changes."""
    addresses, spoken = Addresses("https://example.org/"), languages(LANGUAGES)
    shipped, every = assets(), tuple(spoken.values())
    first = Edition(release, every[0], every, addresses, shipped, ())
    return (
        first,
        *(Edition(release, one, every, addresses, shipped, (), first=first) for one in every[1:]),
    )


def everything(editions: tuple[Edition, ...]) -> Iterator[bytes]:
    """The open data as `agdb publish` writes them, without pages and workbooks."""
    return (body for _, body in open_data(editions, workbooks=False))


def asked(editions: tuple[Edition, ...]) -> Iterator[bytes]:
    """JSON in every language and of the interface, CSV with its description, and the package."""
    first, weighed = editions[0], {}
    for ident, reading in first.readings.items():
        rows = ValueLines(ValueCells(first, reading))
        for edition in editions:
            own = edition.readings[ident]
            found, heads = metadata(edition, own), columns(own)
            table = as_csv(found, [column.name for column in heads], rows.csv(own))
            if edition is first:
                weighed[ident] = Weighed.of(table)
            yield table
            yield as_csvw(found, heads, own, header=header_line(table))
            yield as_json(found, rows.json(own))
        yield from (body for _, body in indicator_files(editions, ident, rows))
        for edition in editions:
            edition.readings[ident].let_go()
    yield data_package(first, weighed, [])


def floor(table: Path, names: Iterable[str]) -> Iterator[bytes]:
    """The same numbers as bare JSON and CSV, twice."""
    with Engine(folders=(table.parent,)) as engine:
        for name in names:
            lines = engine.rows(
                "select region, period, breakdown[1].code, value, status, keys_hash"
                f" from read_parquet('{table}') where indicator = ?",
                [name],
            )
            for _ in LANGUAGES:
                yield json.dumps(lines).encode()
                text = io.StringIO()
                csv.writer(text).writerows(lines)
                yield text.getvalue().encode()


def measured(work: Iterable[bytes]) -> dict[str, float]:
    """Files, megabytes, seconds of this process and the peak of its memory."""
    before, files, size = time.process_time(), 0, 0
    for body in work:
        files, size = files + 1, size + len(body)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "files": files,
        "mb": size / 1e6,
        "seconds": time.process_time() - before,
        "peak": peak,
    }


def part(what: str, table: Path, number: int, rows: int) -> dict[str, float]:
    """Do one of the parts, in a process of its own."""
    programme = read_programme(Path(__file__).parents[1] / "programme")
    made = Made(programme, number, rows)
    if what == "written":
        return measured([bytes(sum(write_table(table, made, scratch=table.parent).values()))])
    if what == "floor":
        return measured(floor(table, made))
    counts = dict.fromkeys(made, rows)
    editions = editions_of(release_of(made, programme, ValueTable(table, counts)))
    return measured({"asked": asked, "all": everything}[what](editions))


def fastest(what: str, table: Path, number: int, rows: int, *, rounds: int) -> dict[str, float]:
    """Do one of the parts so often, each time in a process of its own; return the fastest."""
    size = ["--indicators", str(number), "--rows", str(rows)]
    command = [sys.executable, __file__, *size, "--part", what, str(table)]
    done = [
        json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        for _ in range(rounds)
    ]
    return min(done, key=itemgetter("seconds"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--indicators", type=int, nargs="+", default=[25, 250])
    options.add_argument("--rows", type=int, default=4096)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--part", nargs=2)
    chosen = options.parse_args()
    if chosen.part:
        what, table = chosen.part
        print(json.dumps(part(what, Path(table), chosen.indicators[0], chosen.rows)))
        return
    print(f"({EXTENSION} is the description that belongs to each CSV)")
    print("indicators    rows   what       files      MB  seconds  times floor  peak MB")
    for number in chosen.indicators:
        with TemporaryDirectory() as folder:
            table, bare = Path(folder, "values.parquet"), 0.0
            fastest("written", table, number, chosen.rows, rounds=1)
            for what in ("floor", "asked", "all"):
                one = fastest(what, table, number, chosen.rows, rounds=chosen.rounds)
                bare = bare or one["seconds"]
                print(
                    f"{number:>10} {chosen.rows:>7}   {what:<9} {one['files']:>6}"
                    f" {one['mb']:>7.0f} {one['seconds']:>8.2f} {one['seconds'] / bare:>12.2f}"
                    f" {one['peak']:>8.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
