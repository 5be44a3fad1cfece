"""Open data: the files for machines."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.publication.conftest import KNOWN

from agdb.publication.site import site
from agdb.results.backtest import Cover, FrequencyScore, MethodScore, TableScore
from agdb.results.outlook import SeriesOutlook, TargetStatus
from agdb.results.release import Release
from agdb.statistics.period import Frequency


def loaded(files: dict[str, bytes], path: str) -> Any:
    return json.loads(files[path])


def test_the_index_leads_to_every_other_file(
    known_files: dict[str, bytes], release: Release
) -> None:
    index = loaded(known_files, "api/v1/index.json")

    assert index["release"] == release.id
    for key in ("indicators", "sources", "regions", "targets", "initiatives", "datapackage"):
        assert index[key].removeprefix(KNOWN) in known_files
    listed = loaded(known_files, "api/v1/indicators.json")["indicators"]
    assert [one["id"] for one in listed] == list(release.computed)
    for one in listed:
        assert one["data"].removeprefix(KNOWN) in known_files
        for page in one["pages"].values():
            assert page.removeprefix(KNOWN) + "index.html" in known_files


@pytest.mark.slow
def test_a_target_comes_with_the_judgement_or_the_reasons_why_there_is_none(
    release: Release,
) -> None:
    target = next(one for one in release.programme.targets.values() if one.indicator)
    none = TargetStatus(
        target.id, "no-judgement", None, 2, 47.0, -3.0, ("target-of-other-definition",)
    )
    series = SeriesOutlook(
        region="NL01",
        breakdown=(),
        frequency=Frequency.YEAR,
        trend="flat",
        change=None,
        years=5,
        method=None,
        tested=0,
        remarks=(),
        judged=(none,),
        fingerprint="ab" * 32,
    )
    judged = replace(release, outlook={target.indicator or "": (series,)})

    listed = loaded(dict(site(judged)), "api/v1/targets.json")["targets"]

    found = {one["id"]: one["judgements"] for one in listed}
    assert set(found) == set(release.programme.targets)
    assert found[target.id][0]["status"] == "no-judgement"
    assert found[target.id][0]["remarks"] == ["target-of-other-definition"]
    assert found[target.id][0]["probability"] is None


def test_what_is_said_first_is_there_in_every_language(files: dict[str, bytes]) -> None:
    listed = loaded(files, "api/v1/indicators.json")["indicators"]
    front = next(one["front"] for one in listed if one["id"] == "bicycles-to-school")

    assert front == loaded(files, "api/v1/indicator/bicycles-to-school.json")["front"]
    assert [one["breakdown"] for one in front["figures"]] == [{"sex": "T"}]
    assert set(front["sentence"]) == set(front["change"]) == {"nl", "en"}
    assert str(front["figures"][0]["value"]) in front["sentence"]["en"]


def test_an_indicator_has_all_languages_and_every_value(
    files: dict[str, bytes], release: Release
) -> None:
    found = loaded(files, "api/v1/indicator/bicycles-stock.json")

    assert found["names"] == {"nl": "Fietsen in bedrijf", "en": "Bicycles in use"}
    assert found["inputs"][0]["checksum_sha256"] == "cd" * 32
    assert len(found["values"]) == len(release.computed["bicycles-stock"].values)
    assert found["values"][0]["finality"] == "unknown"
    assert found["values"][0]["observations_sha256"] == "ab" * 32
    secret = next(one for one in found["values"] if one["value"] is None)
    assert (secret["lower"], secret["upper"], secret["status"]) == (10.0, 30.0, "Q")


def test_a_number_is_the_one_of_the_other_downloads(files: dict[str, bytes]) -> None:
    lines = files["en/indicator/bicycles-stock.csv"].decode().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    values = loaded(files, "api/v1/indicator/bicycles-stock.json")["values"]

    assert [row["value"] for row in rows] == [
        "" if one["value"] is None else f"{one['value']:.1f}" for one in values
    ]


def test_every_file_names_its_release(files: dict[str, bytes], release: Release) -> None:
    found = [name for name in files if name.startswith("api/")]

    kinds = sum(bool(some) for _, some in release.register.kinds())
    assert len(found) == 6 + kinds + len(release.computed)
    assert all(loaded(files, name)["release"] == release.id for name in found)
    assert loaded(files, "datapackage.json")["version"] == release.id


def test_one_that_waits_says_for_what(files: dict[str, bytes]) -> None:
    found = loaded(files, "api/v1/indicator/bicycles-lanes.json")

    assert found["values"] == []
    assert found["waiting_for"] == {"dataset": "test:lanes", "command": "agdb fetch test:lanes"}


def test_regions_and_sources_are_told_in_all_languages(files: dict[str, bytes]) -> None:
    regions = {one["code"]: one for one in loaded(files, "api/v1/regions.json")["regions"]}
    sources = loaded(files, "api/v1/sources.json")["sources"]

    assert regions["NL01"]["names"]["en"] == "the Netherlands"
    assert regions["PV20"]["has_values"]
    assert [one["id"] for one in sources] == ["test:bicycles", "test:pupils"]
    assert sources[1]["derived"]["en"] == "Rounded by another."


def test_the_data_package_describes_the_csv_files_as_they_are(files: dict[str, bytes]) -> None:
    package = loaded(files, "datapackage.json")

    assert package["name"] == "bicycles"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["resources"][0]["sources"][0]["licence"] == "CC BY 4.0"
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        _holds(resource, content.decode().splitlines())


def _holds(resource: dict[str, Any], lines: list[str]) -> None:
    """Read a file as a client does that knows nothing but its description (Table Dialect 2.0)."""
    (header,) = resource["dialect"]["headerRows"]
    mark, fields = (
        resource["dialect"].get("commentChar", "no comments"),
        resource["schema"]["fields"],
    )
    heads, *rows = csv.reader(lines[header - 1 :])
    assert all(line.startswith(mark) for line in lines[: header - 1])
    assert header <= 100  # what such clients look through
    assert heads == [field["name"] for field in fields]
    assert resource["schema"]["missingValues"] == [""]
    cast = {"string": str, "number": float, "integer": int}
    for row in rows:
        for text, field in zip(row, fields, strict=True):
            assert text == "" or cast[field["type"]](text) is not None


def test_a_page_describes_its_dataset_to_search_engines(known_files: dict[str, bytes]) -> None:
    page = known_files["en/indicator/bicycles-to-school/index.html"].decode()
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert text is not None
    found = json.loads(text[1])

    assert found["name"] == "Pupils who come by bicycle"
    assert found["temporalCoverage"] == "2014-08-01/2024-08-01"
    assert found["distribution"][0]["contentUrl"].startswith("https://example.org/monitor/en/")
    assert len(found["isBasedOn"]) == 2
    assert found["keywords"]
    assert found["measurementTechnique"]
    assert found["spatialCoverage"][0]["@type"] == "Place"
    assert found["includedInDataCatalog"]["url"] == "https://example.org/monitor/en/data/"
    assert found["datePublished"] == "2025-04-22"
    assert b"ld+json" not in known_files["en/indicator/bicycles-lanes/index.html"]


@pytest.mark.slow
def test_the_description_cannot_end_its_element(release: Release) -> None:
    computed = dict(release.computed)
    stock = computed["bicycles-stock"]
    names = {"nl": "</script><b>", "en": "</script><b>"}
    definition = stock.definition.model_copy(update={"names": names})
    computed["bicycles-stock"] = replace(stock, definition=definition)
    indicators = dict(release.programme.indicators) | {"bicycles-stock": definition}
    programme = replace(release.programme, indicators=indicators)

    files = dict(site(replace(release, computed=computed, programme=programme)))

    page = files["nl/indicator/bicycles-stock/index.html"].decode()
    assert page.count("</script>") == page.count("<script")
    assert "<b>" not in page


def test_the_page_of_the_open_data_names_each_address(known_files: dict[str, bytes]) -> None:
    page = known_files["nl/data/index.html"].decode()

    for path in ("api/v1/index.json", "api/v1/indicator/bicycles-stock.json", "datapackage.json"):
        assert f"<code>https://example.org/monitor/{path}</code>" in page


def test_a_region_names_its_division(files: dict[str, bytes]) -> None:
    regions = {one["code"]: one for one in loaded(files, "api/v1/regions.json")["regions"]}

    assert regions["PV20"]["division"] == {
        "prefix": "PV",
        "names": {"nl": "provincie", "en": "province"},
    }
    assert regions["NL01"]["division"]["prefix"] == "NL"


@pytest.mark.slow
def test_the_scores_of_the_forecasts_are_those_of_the_release(release: Release) -> None:
    cover = Cover(0.8, 0.7, 0.9)
    table = TableScore(1.8, 1.2, (9.0, 12.0), (0.78, 0.94))
    one = MethodScore(
        "monitor", 1.9, 1.4, (9.8, 15.3), (cover, cover), 0.08, 0.05, None, 0.3, table
    )
    scored = FrequencyScore("year", "pseudo-real-time", 40, 5, 300, (one,))

    found = loaded(dict(site(replace(release, backtest=(scored,)))), "api/v1/forecasts.json")

    (frequency,) = found["frequencies"]
    assert (frequency["frequency"], frequency["cases"]) == ("year", 300)
    assert frequency["scores"][0]["mase"] == 1.9
    assert frequency["scores"][0]["per_table"]["coverage"] == [0.78, 0.94]


def test_without_a_backtest_there_are_no_scores(files: dict[str, bytes]) -> None:
    assert "api/v1/forecasts.json" not in files
    assert "forecasts" not in loaded(files, "api/v1/index.json")


def _numbers(found: Any) -> Iterator[float]:
    if isinstance(found, float):
        yield found
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _numbers(one)


def test_no_number_has_more_digits_than_is_known(
    files: dict[str, bytes], scenario_site: dict[str, bytes]
) -> None:
    both = {f"a {path}": body for path, body in files.items()}
    both |= {f"s {path}": body for path, body in scenario_site.items()}
    told = {
        path: [repr(one) for one in _numbers(json.loads(body))]
        for path, body in both.items()
        if path.endswith(".json") and ("api/" in path or "scenario/" in path)
    }

    assert sum(map(len, told.values())) > 1000
    for path, numbers in told.items():
        for one in numbers:
            digits = one.replace("-", "").replace(".", "").strip("0").partition("e")[0]
            assert len(digits) <= 6 or "." not in one.removesuffix(".0"), f"{path}: {one}"
