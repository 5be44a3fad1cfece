"""The description of one CSV file after "CSV on the Web" (W3C, 2015), found beside it by its name.

See <https://www.w3.org/TR/tabular-data-primer/>.
"""

from __future__ import annotations

import json
from typing import Any

from agdb.publication.reading.reading import Reading

EXTENSION = "csv-metadata.json"
_DATATYPES = dict.fromkeys(("value", "lower", "upper", "lower_95", "upper_95"), "decimal") | {
    "observations": "integer",
    "age_months": "integer",
}
_ALWAYS = ("region", "period", "kind")


def as_csvw(found: dict[str, Any], columns: tuple[str, ...], reading: Reading) -> bytes:
    """Return the description of the CSV with metadata `found`, in the language of `reading`.

    A value is found by region, period, kind and the code of each breakdown: these are the key.
    """
    words = reading.language.words
    breakdowns = {one.id: words(one.names) for one in reading.definition.breakdowns}
    key = [*_ALWAYS, *breakdowns]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": reading.language.code}],
        "url": f"{found['indicator']}.csv",
        "dc:title": found["name"],
        "dc:description": found["definition"],
        "dc:publisher": words(reading.programme.plan.owner),
        "dc:license": {"@id": found["licence_url"]},
        "dc:source": [one["citation"] for one in found["inputs"]],
        "dc:identifier": f"{found['release']}/{found['indicator']}",
        "dialect": {"commentPrefix": "#", "header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": [
                {
                    "name": _named(name),
                    "titles": name,
                    "datatype": _DATATYPES.get(name, "string"),
                    "required": name in key,
                }
                | ({"dc:description": breakdowns[name]} if name in breakdowns else {})
                for name in columns
            ],
            "primaryKey": [_named(name) for name in key],
        },
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _named(column: str) -> str:
    """A name as a URI template allows it: without dashes.

    >>> _named("company-size")
    'company_size'
    """
    return column.replace("-", "_")
