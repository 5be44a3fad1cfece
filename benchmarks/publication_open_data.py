"""The open data of many indicators: JSON, CSV with its W3C description, and a data package.

    PYTHONPATH=src python benchmarks/publication_open_data.py [--indicators 50 250] [--rows 4096]

The published programme with as many indicators as asked for, each with made-up values: as many
years and regions and members of a breakdown as give the number of rows, in two languages. It runs
the code that publishes the site, without pages and workbooks. The size that is compared with the
Open SDG builder is 250 indicators of 4,096 rows in two languages; see docs/performance.md. Prints
seconds of processor time, files, megabytes and the peak of memory; the floor beside it is
`json.dumps` and `csv` over the same rows without names, metadata, rounding or provenance.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, product
from pathlib import Path

from agdb.programme.programme import Programme
from agdb.programme.reading.folder import read_programme
from agdb.publication.address import Addresses
from agdb.publication.api.files import collection_files, indicator_files
from agdb.publication.api.package import Weighed, data_package
from agdb.publication.assets import assets
from agdb.publication.download.as_csv import as_csv
from agdb.publication.download.as_csvw import EXTENSION, as_csvw
from agdb.publication.download.as_json import as_json
from agdb.publication.download.cells import ValueCells, columns
from agdb.publication.download.lines import ValueLines
from agdb.publication.download.metadata import metadata
from agdb.publication.edition import Edition
from agdb.publication.wording.language import languages
from agdb.results.release import Release
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.status import Finality, ObservationStatus

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


def release_of(programme: Programme, number: int, size: int) -> Release:
    """A release of so many indicators, each with its own values."""
    model = programme.indicators[MODEL]
    definitions = [model.model_copy(update={"id": f"made-{n}"}) for n in range(number)]
    return Release(
        id="2026-11-24-000000000000",
        recorded=date(2026, 11, 24),
        programme=replace(programme, indicators={one.id: one for one in definitions}),
        computed={
            one.id: Computed(one, values(programme, size, seed=seed), (), None)
            for seed, one in enumerate(definitions)
        },
    )


def published(release: Release) -> Iterator[bytes]:
    """The open data as `agdb publish` writes them, without pages and workbooks."""
    addresses, spoken = Addresses("https://example.org/"), languages(LANGUAGES)
    shipped, every = assets(), tuple(spoken.values())
    editions = [Edition(release, one, every, addresses, shipped, ()) for one in every]
    weighed: dict[str, Weighed] = {}
    for ident, first in editions[0].readings.items():
        lines = ValueLines(ValueCells(editions[0], first))
        for edition in editions:
            reading = edition.readings[ident]
            found, heads = metadata(edition, reading), columns(reading)
            body = as_csv(found, [column.name for column in heads], lines.csv(reading))
            weighed.setdefault(ident, Weighed.of(body))
            yield body
            yield as_csvw(found, heads, reading)
            yield as_json(found, lines.json(reading))
        yield from (body for _, body in indicator_files(tuple(editions), ident, lines))
    yield data_package(editions[0], weighed)
    yield from (body for _, body in collection_files(tuple(editions)))


def floor(release: Release) -> Iterator[bytes]:
    """The same numbers as bare JSON and CSV, twice."""
    for _ in LANGUAGES:
        for computed in release.computed.values():
            lines = [
                (v.region, v.period, v.breakdown[0][1], v.value, v.status.value, v.keys_hash)
                for v in computed.values
            ]
            yield json.dumps(lines).encode()
            text = io.StringIO()
            csv.writer(text).writerows(lines)
            yield text.getvalue().encode()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--indicators", type=int, nargs="+", default=[50, 250])
    options.add_argument("--rows", type=int, default=4096)
    chosen = options.parse_args()
    programme = read_programme(Path(__file__).parents[1] / "programme")
    print(f"({EXTENSION} is the description that belongs to each CSV)")
    print("indicators    rows   what       files      MB  seconds  peak MB")
    for number in chosen.indicators:
        release = release_of(programme, number, chosen.rows)
        for name, work in (("floor", floor), ("published", published)):
            before, files, size = time.process_time(), 0, 0
            for body in work(release):
                files, size = files + 1, size + len(body)
            spent = time.process_time() - before
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{number:>10} {chosen.rows:>7}   {name:<9} {files:>6} {size / 1e6:>7.0f}"
                f" {spent:>8.1f} {peak:>8.0f}"
            )


if __name__ == "__main__":
    main()
