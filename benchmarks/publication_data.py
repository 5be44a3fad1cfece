"""The data of 250 indicators of 4,096 values each, in two languages, written as files.

Run `PYTHONPATH=src .venv/bin/python benchmarks/publication_data.py [INDICATORS] [ROWS]`.

An invented release is kept on disk first. Then, in a process of its own, it is opened and written
with the code of the site: for each indicator and language a CSV, its description after CSV on the
Web, and JSON; then one data package over all. Seconds are of processor time of one core. The case
is the one for which Open SDG's builder was measured by others: 83 s and 526 MB.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from agdb.indicators.value import Computed, Input, Kind, Value
from agdb.programme.indicator import Indicator
from agdb.programme.reading import read_programme
from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.api.files import PACKAGE
from agdb.publication.api.package import Weighed, data_package
from agdb.publication.assets import assets
from agdb.publication.download.as_csv import as_csv
from agdb.publication.download.as_csvw import EXTENSION, as_csvw
from agdb.publication.download.as_json import as_json
from agdb.publication.download.metadata import metadata
from agdb.publication.download.rows import columns, rows
from agdb.publication.page.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import languages
from agdb.release.model import Release
from agdb.release.store import ReleaseStore
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 24)
REGIONS, KINDS = 32, 4


def main() -> None:
    """Make the release, write its data in a process of its own, and say what that took."""
    if sys.argv[1:2] == ["one"]:
        measure(Path(sys.argv[2]))
        return
    words = [*sys.argv[1:], *("250", "4096")[len(sys.argv) - 1 :]]
    indicators, values = int(words[0]), int(words[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        invent(folder, indicators=indicators, values=values)
        done = subprocess.run(
            [sys.executable, __file__, "one", name], check=True, stdout=subprocess.PIPE, text=True
        )
        print(f"{indicators} indicators of {values} values in 2 languages")
        for what, found in json.loads(done.stdout).items():
            print(f"{what:<18} {found:>10,.1f}")


def invent(folder: Path, *, indicators: int, values: int) -> None:
    """Keep a release with invented values below `folder`."""
    plan = folder / "programme"
    shutil.copytree(ROOT / "specimens" / "programme", plan)
    definition = (plan / "indicators/roads/bicycles.yaml").read_text("utf-8")
    shutil.rmtree(plan / "indicators")
    (plan / "targets.yaml").write_text("[]\n", "utf-8")
    (plan / "indicators" / "roads").mkdir(parents=True)
    regions = [f"PV{number}" for number in range(20, 20 + REGIONS)]
    with (plan / "regions.yaml").open("a", encoding="utf-8") as stream:
        for name in regions:
            if name not in {"PV20", "PV27"}:  # these two are there
                stream.write(f"- {{code: {name}, names: {{nl: {name}, en: {name}}}, source: x}}\n")
    kinds = (plan / "classifications/kinds.yaml").read_text("utf-8")
    more = "  - {id: B, names: {nl: bakfietsen, en: cargo bicycles}, parent: T}\n"
    (plan / "classifications/kinds.yaml").write_text(kinds + more, "utf-8")
    for number in range(indicators):
        text = definition.replace("bicycles-number", f"bicycles-{number:03d}")
        (plan / f"indicators/roads/bicycles-{number:03d}.yaml").write_text(
            text.replace("[E, S]", "[E, S, B]"), "utf-8"
        )
    programme = read_programme(plan)
    release = Release(
        id=f"{DAY}-benchmark",
        recorded=DAY,
        programme=programme,
        computed={
            one.id: Computed(one, tuple(_values(one, regions, values)), (_input(),), None)
            for one in programme.indicators.values()
        },
    )
    ReleaseStore(folder / "releases").keep(release, programme_folder=plan)


def _values(one: Indicator, regions: list[str], values: int) -> Iterator[Value]:
    quarters = values // (REGIONS * KINDS)
    for number in range(values):
        region, rest = divmod(number, KINDS * quarters)
        kind, quarter = divmod(rest, quarters)
        mark = hashlib.sha256(f"{one.id} {number}".encode()).hexdigest()
        size = int(mark[:8], 16) / 1000
        yield Value(
            region=regions[region],
            period=f"{2010 + quarter // 4}-Q{quarter % 4 + 1}",
            breakdown=((one.breakdowns[0].id, "TESB"[kind]),),
            value=size,
            status=ObservationStatus.NORMAL,
            finality=Finality.DEFINITIVE,
            mark="",
            lower=size * 0.9,
            upper=size * 1.1,
            kind=Kind.OBSERVED,
            keys=1,
            keys_hash=mark,
        )


def _input() -> Input:
    return Input(
        role="value",
        dataset="demo:bicycles",
        version="invented",
        recorded=DAY,
        checksum="0" * 64,
        transcription=True,
        address="https://example.org/bicycles",
        licence="CC BY 4.0",
        citations=("Invented table",),
        measure="Bicycles",
        unit="thousand-bicycles",
        unit_origin=UnitOrigin.DOCUMENTED,
        unit_source="the invented handbook, page 3",
        predicate="measure = 'Bicycles'",
        partial=None,
    )


def data_files(release: Release) -> Iterator[tuple[str, bytes]]:
    """Yield the files as the site has them, without pages and workbooks."""
    addresses, shipped = Addresses("/"), assets()
    spoken = languages(release.programme.plan.languages)
    editions = [
        Edition(release, language, tuple(spoken.values()), addresses, shipped)
        for language in spoken.values()
    ]
    weighed: dict[str, Weighed] = {}
    for edition in editions:
        for ident, computed in release.computed.items():
            reading = Reading(computed, release.programme, edition.language)
            found, heads = metadata(release, reading, addresses), columns(reading)
            lines = list(rows(reading, release=release.id))
            for extension, content in (
                ("csv", as_csv(found, heads, lines)),
                (EXTENSION, as_csvw(found, heads, reading)),
                ("json", as_json(found, heads, lines)),
            ):
                path = address.download(edition.language.code, ident, extension)
                if extension == "csv":
                    weighed[path] = Weighed.of(content)
                yield path, content
    yield PACKAGE, data_package(editions[0], weighed)


def measure(folder: Path) -> None:
    """Open the release, write its data, and print seconds, memory, files and bytes."""
    started = time.process_time()
    release = ReleaseStore(folder / "releases").open()
    opened = time.process_time()
    count = size = 0
    for path, content in data_files(release):
        target = folder / "site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        count += 1
        size += len(content)
    ended = time.process_time()
    found = {
        "opened, s": opened - started,
        "written, s": ended - opened,
        "together, s": ended - started,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "files": count,
        "written, MB": size / 1e6,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
