"""An indicator as a cube of JSON-stat."""

from __future__ import annotations

import csv
import json
from itertools import product
from typing import Any

import pytest


def cube_of(files: dict[str, bytes], path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files[f"{path}.jsonstat.json"])
    return found


def cells_of(cube: dict[str, Any]) -> dict[tuple[str, ...], float]:
    """The values by their codes, found as a reader of the standard finds them."""
    axes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
    return {
        codes[1:]: cube["value"][str(nth)]
        for nth, codes in enumerate(product(*axes))
        if str(nth) in cube["value"]
    }


@pytest.mark.parametrize("name", ["bicycles-stock", "bicycles-to-school", "bicycles-price"])
def test_every_value_stands_where_its_codes_say(files: dict[str, bytes], name: str) -> None:
    cube = cube_of(files, f"nl/indicator/{name}")
    lines = files[f"nl/indicator/{name}.csv"].decode().splitlines()
    rows = csv.DictReader(line for line in lines if line[:1] != "#")

    told = {tuple(row[axis] for axis in cube["id"][1:]): row["value"] for row in rows}

    assert cells_of(cube) == {codes: float(text) for codes, text in told.items() if text}
    assert cells_of(cube)


def test_names_are_in_the_language_of_the_file(files: dict[str, bytes]) -> None:
    nl = cube_of(files, "nl/indicator/bicycles-stock")
    en = cube_of(files, "en/indicator/bicycles-stock")

    assert (nl["label"], en["label"]) == ("Fietsen in bedrijf", "Bicycles in use")
    assert nl["value"] == en["value"]
    assert nl["role"] == {"time": ["period"], "geo": ["region"], "metric": ["indicator"]}


def test_a_value_that_is_not_published_has_a_status_and_no_number(
    files: dict[str, bytes],
) -> None:
    cube = cube_of(files, "nl/indicator/bicycles-stock")

    hidden = [at for at, status in cube["status"].items() if status == "Q"]

    assert hidden
    assert not set(hidden) & set(cube["value"])
