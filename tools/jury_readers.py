"""Reads files as their outside readers do; run by the Python of the juries, which has those."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

KNOWN_FAULTS: Final = ("availableLanguages", "publiccodeYmlVersion")
"""Where the schema of the jury is behind the standard: BCP 47 languages, and versions after 0.5."""


def csvw(files: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the tables that these descriptions of CSV on the Web are about."""
    from csvw import CSVW

    for file in files:
        table = file.removesuffix("-metadata.json")
        told = CSVW(table, md_url=file, validate=True)
        if not told.is_valid:
            yield f"{table}: not as its description says"


def json_stat(files: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with cubes of JSON-stat."""
    from jsonstat_validator import validate_jsonstat

    for file in files:
        try:
            validate_jsonstat(json.loads(Path(file).read_text("utf-8")))
        except ValueError as error:
            yield f"{file}: {error}"


def sdmx(files: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with tables of SDMX-CSV under the structures in the first file."""
    from pysdmx.errors import Invalid
    from pysdmx.io import get_datasets

    structures, *tables = files
    for file in tables:
        try:
            found = get_datasets(file, structures)
        except Invalid as error:
            yield f"{file}: {error}"
            continue
        lines = Path(file).read_text("utf-8").count("\n") - 1
        if sum(len(one.data) for one in found) != lines:
            yield f"{file}: not every line is an observation"


def cyclonedx(files: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with bills of materials under the schema of CycloneDX 1.6."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    for file in files:
        fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(file).read_text("utf-8"))
        if fault is not None:
            yield f"{file}: {fault}"


def icalendar(files: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with calendars."""
    from icalendar import Calendar

    for file in files:
        content = Path(file).read_bytes()
        try:
            found = Calendar.from_ical(content)
        except ValueError as error:
            yield f"{file}: {error}"
            continue
        events = list(found.walk("VEVENT"))
        strange = {str(one.name) for one in found.walk()} - {"VCALENDAR", "VEVENT"}
        if strange or any(event.errors for event in events):
            yield f"{file}: an event has errors, or is none: {', '.join(sorted(strange))}"
        if len({str(event["UID"]) for event in events}) != len(events):
            yield f"{file}: two events have one UID"


def publiccode(files: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with publiccode.yml, but for what the schema itself has wrong."""
    import yaml
    from jsonschema import Draft202012Validator

    rules = Path(__file__).parents[1] / "specimens/juries/publiccode/publiccode_schema.json"
    judge = Draft202012Validator(json.loads(rules.read_text("utf-8")))
    for file in files:
        told: Any = yaml.safe_load(Path(file).read_text("utf-8"))
        for error in judge.iter_errors(told):
            if not any(name in error.json_path for name in KNOWN_FAULTS):
                yield f"{file}: {error.json_path}: {error.message[:200]}"


READERS: Final[dict[str, Callable[[Sequence[str]], Iterator[str]]]] = {
    "csvw": csvw,
    "json-stat": json_stat,
    "sdmx": sdmx,
    "cyclonedx": cyclonedx,
    "icalendar": icalendar,
    "publiccode": publiccode,
}


if __name__ == "__main__":
    faults = list(READERS[sys.argv[1]](sys.argv[2:]))
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.exit(bool(faults) or len(sys.argv) < 3)
