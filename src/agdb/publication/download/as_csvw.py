"""The description of one CSV file after "CSV on the Web" (W3C, 2015), found beside it by its name.

See <https://www.w3.org/TR/tabular-data-primer/>.
"""

from __future__ import annotations

from typing import Any, Final

from agdb.publication.download.as_csv import COMMENT
from agdb.publication.download.as_json import indented
from agdb.publication.download.cells import column_words
from agdb.publication.reading.reading import Reading
from agdb.statistics.columns import Column, ColumnType

EXTENSION = "csv-metadata.json"
# A number of ours has the digits that are written: a decimal in XML Schema, never a float.
_DATATYPES: Final = {
    ColumnType.TEXT: "string",
    ColumnType.NUMBER: "decimal",
    ColumnType.INTEGER: "integer",
}


def as_csvw(
    found: dict[str, Any], columns: tuple[Column, ...], reading: Reading, *, header: int
) -> bytes:
    """Return the description of the CSV with metadata `found`, in the language of `reading`.

    A value is found by region, period, kind and the code of each breakdown: these are the key.
    `header` is the line of the header. The standard takes the first line that is not skipped for
    the header, also if it is a comment, so the lines before it are skipped by their number.
    """
    words = reading.language.words
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": reading.language.code}],
        "url": f"{found['indicator']}.csv",
        "dc:title": found["name"],
        "dc:description": found["definition"],
        "dc:publisher": words(reading.programme.plan.owner),
        "dc:license": {"@id": found["licence_url"]} if found["licence_url"] else found["licence"],
        "dc:source": [one["citation"] for one in found["inputs"]],
        "dc:identifier": f"{found['release']}/{found['indicator']}",
        "dialect": {
            "commentPrefix": COMMENT,
            "skipRows": header - 1,
            "header": True,
            "encoding": "utf-8",
        },
        "tableSchema": {
            "columns": [
                {
                    "name": _named(column.name),
                    "titles": column.name,
                    "dc:description": column_words(column, reading),
                    "datatype": _DATATYPES[column.type],
                    "required": column.key,
                }
                for column in columns
            ],
            "primaryKey": [_named(column.name) for column in columns if column.key],
        },
    }
    return (indented(described, indent=1) + "\n").encode()


def _named(column: str) -> str:
    """A name as a URI template allows it: without dashes.

    >>> _named("company-size")
    'company_size'
    """
    return column.replace("-", "_")
