"""What Eurostat's files must not be: each fault is one sentence, and nothing is kept."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
ID = "eurostat:cyc_age"


def _json(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def apply(content: bytes) -> bytes:
        answer = json.loads(content)
        change(answer)
        return json.dumps(answer).encode()

    return apply


def _swap(old: str, new: str) -> Callable[[bytes], bytes]:
    def apply(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return apply


def _no_geo(answer: dict[str, Any]) -> None:
    answer["dimension"]["geo"]["category"] = {"index": {}, "label": {}}
    answer["size"][2] = 0
    answer["value"] = {}
    del answer["status"]


JSON: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an unknown code, answered with success": (
        _json(_no_geo),
        "a code of the request is not known",
    ),
    "no figures": (
        _json(lambda a: (a.update(value={}), a.pop("status"))),
        "the answer holds no figures",
    ),
    "a cell outside": (_json(lambda a: a["value"].update({"9": 1})), "outside the 9 cells"),
    "a negative cell": (_json(lambda a: a["value"].update({"-1": 1})), "outside the 9 cells"),
    "a cell twice": (_swap('"value": {"0": 19.5', '"value": {"0": 1, "0": 19.5'), "occurs twice"),
    "a short array": (_json(lambda a: a.update(value=[1, 2])), "holds 2 values and spans 9"),
    "a size that does not fit": (_json(lambda a: a["size"].__setitem__(2, 2)), "claims 2"),
    "sizes for other ids": (_json(lambda a: a["size"].pop()), "does not say its dimensions"),
    "no such dimension": (_json(lambda a: a["dimension"].pop("unit")), "no dimension 'unit'"),
    "no time": (
        _swap('"id": ["freq", "unit", "geo", "time"]', '"id": ["freq", "unit", "geo", "geo"]'),
        "does not say its dimensions",
    ),
    "a word for a number": (_json(lambda a: a["value"].update({"4": "x"})), "not the JSON"),
    "an unknown status": (_json(lambda a: a["status"].update({"0": "q"})), "the flag 'q'"),
    "not applicable beside a value": (_json(lambda a: a["status"].update({"0": "z"})), "'z'"),
    "a code with a line break": (
        _json(lambda a: a["dimension"]["geo"]["category"].update(index=["NL", "N\nL", "X"])),
        "cannot be a code",
    ),
    "breaks off": (lambda c: c[:-30], "not the JSON"),
    "another data set": (_swap("CYC_AGE", "UNE_RT_M"), "the recording is of eurostat:une_rt_m"),
}
CSV: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "breaks off in a line": (lambda c: c[:-3], "may break off"),
    "breaks off in the first": (lambda c: c[:80], "no observations|no column|not known"),
    "no rows": (lambda c: c.split(b"\n")[0] + b"\n", "holds no observations"),
    "a year first": (_swap("01/02/26 11", "2026/02/01 11"), "dd/mm/yy"),
    "an unknown column": (_swap("CONF_STATUS", "CONF_STATE"), "'CONF_STATE' is not known"),
    "no value column": (_swap("OBS_VALUE", "obs_value"), "no column OBS_VALUE"),
    "a label among codes": (
        _swap(",PC,NL,2024", ",PC,Netherlands the,2024"),
        "is not a code of geo",
    ),
    "two data flows": (
        _swap(
            "CYC_AGE(1.0),01/02/26 11:00:00,A,PC,NL,2024",
            "OTHER(1.0),01/02/26 11:00:00,A,PC,NL,2024",
        ),
        "two data flows",
    ),
    "a word for a number": (_swap("20.25", "many"), "csv:3: 'many' is not a number"),
    "a number beyond reason": (_swap("20.25", "1e999"), "is not a number"),
    "an unknown flag": (_swap(",b,", ",q,"), "csv:3: the flag 'q'"),
    "a cell too many": (_swap("20.25,b,", "20.25,b,,"), "csv:3: 10 cells"),
    "the same cell twice": (_swap("NL,2024", "NL,2023"), "the cell occurs 2 times"),
    "a control character": (_swap("20.25", "20.\x0025"), "control character"),
    "not UTF-8": (lambda c: c.replace(b"NL35", b"NL\xff5", 1), "is not UTF-8"),
    "an open quote": (_swap(",b,", ',"b,'), "not values separated"),
}
TSV: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "breaks off in a line": (lambda c: c[:-1], "may break off"),
    "breaks off in a cell": (lambda c: c[:-6], "does not hold 3 values|break off"),
    "a cell too few": (_swap("\t: c", ""), "tsv:2: the row does not hold 3 values"),
    "a word for a number": (_swap("20.25", "many"), "tsv:2: the row does not hold"),
    "an unknown flag": (_swap("20.25 b", "20.25 q"), r"cyc_age.tsv:2: the flag 'q'"),
    "a flag beside a value that has none": (_swap("20.25 b", "20.25 z"), r"tsv:2: the flag 'z'"),
    "a week that is none": (_swap("2025 ", "2025-W60 "), "'2025-W60' is not a period"),
    "a key twice": (_swap("NL36", "NL35"), "tsv:4: .*occurs twice"),
    "a key too short": (_swap("A,PC,NL36", "A,NL36"), "tsv:4: .*does not fit"),
    "a period twice": (_swap("2025 ", "2024 "), "a period has two columns"),
    "no period": (_swap("2025 ", "later "), "'later' is not a period"),
    "no rows": (lambda c: c.split(b"\n")[0] + b"\n", "holds no observations"),
}


@pytest.mark.parametrize("fault", JSON)
def test_a_cube_that_does_not_fit_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, fault: str
) -> None:
    damage, sentence = JSON[fault]
    path = tmp_path / "answer.json"
    path.write_bytes(damage((small / "eurostat" / "json-stat.json").read_bytes()))
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)


@pytest.mark.parametrize("fault", CSV)
def test_a_csv_that_does_not_fit_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, fault: str
) -> None:
    damage, sentence = CSV[fault]
    path = tmp_path / "codes.csv"
    path.write_bytes(damage((small / "eurostat" / "codes.csv").read_bytes()))
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)


@pytest.mark.parametrize("fault", TSV)
def test_a_bulk_table_that_does_not_fit_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, fault: str
) -> None:
    damage, sentence = TSV[fault]
    path = tmp_path / "cyc_age.tsv"
    path.write_bytes(damage((small / "eurostat" / "cyc_age.tsv").read_bytes()))
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)


def test_a_table_called_after_another_data_set_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path
) -> None:
    path = tmp_path / "une_rt_m.tsv.gz"
    path.write_bytes(gzip.compress((small / "eurostat" / "cyc_age.tsv").read_bytes()))
    with pytest.raises(SourceError, match="called after une_rt_m, not after cyc_age"):
        take_in(ID, path)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            '{"warning":{"status":413,"label":"ASYNCHRONOUS_RESPONSE. Your request"}}',
            "prepare the answer later",
        ),
        (
            '{"error":[{"status":413,"id":413,"label":"EXTRACTION_TOO_BIG: estimated 9 rows"}]}',
            "finds the extraction too big .*estimated 9 rows",
        ),
        ('{"error":[{"status":404,"id":100,"label":"not found"}]}', "error '404' .not found"),
        ('{"error":[]}', "answered with error"),
        ("<S:Fault xmlns:S='x'><faultcode>500</faultcode></S:Fault>", "error '500'"),
        ("<m:GenericData xmlns:m='x'/>", "SDMX-ML data .GenericData. are not read"),
        ("<S:Fault xmlns:S='x'><faultcode>", "not well-formed XML"),
        (
            "<!DOCTYPE S:Fault [<!ENTITY a 'b'>]><S:Fault xmlns:S='x'>&a;</S:Fault>",
            "document type or entities",
        ),
    ],
)
def test_an_answer_without_figures_is_one_sentence(
    take_in: TakeIn, tmp_path: Path, answer: str, sentence: str
) -> None:
    path = tmp_path / "answer"
    path.write_text(answer)
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)
