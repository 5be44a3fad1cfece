"""DUO's old files: years as columns, codes as text, `<5` as bounds."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
EXAMS = (
    '"INSTELLINGSCODE";"VESTIGINGSCODE";"INSTELLINGSNAAM VESTIGING";"GEMEENTENAAM";'
    '"ONDERWIJSTYPE VO";"INSPECTIECODE";"OPLEIDINGSNAAM";'
    '"EXAMENKANDIDATEN SCHOOLJAAR 2022-2023 - MAN";"GESLAAGDEN SCHOOLJAAR 2022-2023 - MAN";'
    '"SLAAGPERC SCHOOLJAAR 2022-2023 - MAN";"EXAMENKANDIDATEN SCHOOLJAAR 2022-2023 - TOTAAL"\r\n'
    '"00GT";"00GT01";"Café ""Het Wiel""";"Sint-Oedenrode";"HAVO";"0052";"cm";'
    '"<5";"12";"98.5";"16"\r\n'
)
KEYS = (
    "PROVINCIE;GEMEENTENUMMER;GEMEENTENAAM;SOORT INSTELLING;BRIN NUMMER ACTUEEL;"
    "INSTELLINGSNAAM ACTUEEL;CROHO ONDERDEEL;CROHO SUBONDERDEEL;OPLEIDINGSCODE ACTUEEL;"
    "OPLEIDINGSNAAM ACTUEEL;OPLEIDINGSVORM;SOORT DIPLOMA;GESLACHT"
)
ROW = "Drenthe;0106;Assen;regulier;00XX;Hogeschool é;techniek;nvt;01234;B Fiets;voltijd;hbo;man"
DIPLOMAS = f'{KEYS};2017;2018\r\n{ROW};3;0\r\n""\r\n{ROW.replace("man", "vrouw")};;12\r\n'


def test_a_suppressed_count_becomes_bounds_and_never_a_number(
    put: Callable[..., Path], take_in: TakeIn, cells: Cells
) -> None:
    version = take_in("duo:examens", put(e__csv=EXAMS) / "e.csv")
    found = cells(version, "measure, GESLACHT, period, value, lower, upper, status, mark")
    assert found == [
        ("EXAMENKANDIDATEN", "MAN", "2022/23", None, 1.0, 4.0, "Q", "<5"),
        ("EXAMENKANDIDATEN", "TOTAAL", "2022/23", 16.0, None, None, "A", ""),
        ("GESLAAGDEN", "MAN", "2022/23", 12.0, None, None, "A", ""),
        ("SLAAGPERC", "MAN", "2022/23", 98.5, None, None, "A", ""),
    ]


def test_codes_keep_their_zeros_and_have_their_names(
    put: Callable[..., Path], take_in: TakeIn
) -> None:
    structure = take_in("duo:examens", put(e__csv=EXAMS) / "e.csv").structure
    assert structure.dimension_by_id["INSPECTIECODE"].by_id["0052"].title == "cm"
    assert structure.dimension_by_id["VESTIGINGSCODE"].by_id["00GT01"].title == 'Café "Het Wiel"'
    assert structure.dimension_by_id["GESLACHT"].by_id["MAN"].parent == "TOTAAL"
    assert "cannot be compared" in structure.notes["comparability"]
    assert "may not be joined" in structure.notes["splice"]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_both_encodings_are_read_without_loss(
    put: Callable[..., Path], take_in: TakeIn, cells: Cells, encoding: str
) -> None:
    folder = put(d__csv=DIPLOMAS.encode(encoding))
    version = take_in("duo:05-gediplomeerden-hbo-2019", folder / "d.csv")
    school = version.structure.dimension_by_id["BRIN_NUMMER_ACTUEEL"].by_id["00XX"]
    assert school.title == "Hogeschool é"
    assert cells(version, "OPLEIDINGSCODE_ACTUEEL, GESLACHT, period, value") == [
        ("01234", "man", "2017/18", 3.0),
        ("01234", "man", "2018/19", 0.0),
        ("01234", "vrouw", "2018/19", 12.0),  # the empty cell is no zero
    ]
    notes = version.structure.notes
    assert notes["artefact-lines"].startswith("1 lines")
    assert notes["empty"].startswith("1 empty cells")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (";3;0", ";x;0", "d.csv:2: 'x' is not a count"),
        (";3;0", ";-3;0", "is not a count"),
        (";3;0", ";3;0;9", "16 cells|cells where the header has 15"),
        (";2018", ";2017", "no form that we read|one name|same values"),
        (";2018", ";laatste", "no form that we read"),
        ("GESLACHT", "SEKSE", "no form that we read"),
        (ROW, ROW + ";1;2\r\n" + ROW, "the cell occurs 2 times"),
    ],
)
def test_what_does_not_fit_is_refused(
    put: Callable[..., Path], take_in: TakeIn, old: str, new: str, sentence: str
) -> None:
    folder = put(d__csv=DIPLOMAS.replace(old, new, 1))
    with pytest.raises(SourceError, match=sentence):
        take_in("duo:hbo", folder / "d.csv")


def test_a_file_that_breaks_off_in_a_line_is_refused(
    put: Callable[..., Path], take_in: TakeIn
) -> None:
    with pytest.raises(SourceError, match="may break off"):
        take_in("duo:hbo", put(d__csv=DIPLOMAS[:-2]) / "d.csv")


def test_an_old_file_is_never_a_data_set_of_the_portal(
    put: Callable[..., Path], take_in: TakeIn
) -> None:
    with pytest.raises(SourceError, match="is a package of the portal"):
        take_in("duo:p04hogdipl@gediplomeerdenhbo", put(d__csv=DIPLOMAS) / "d.csv")


def test_the_recordings_add_up_to_what_is_known_of_them(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    known = {
        ("hbo_gediplomeerden_2019", "2014/15"): 69_393,
        ("hbo_gediplomeerden_2019", "2018/19"): 74_345,
        ("wo_gediplomeerden_2019", "2014/15"): 75_144,
        ("wo_gediplomeerden_2019", "2018/19"): 82_242,
    }
    for name, artefacts in (("hbo_gediplomeerden_2019", 7), ("wo_gediplomeerden_2019", 5)):
        version = take_in(f"duo:{name}", specimens / "duo" / f"{name}.csv.gz")
        sums: dict[str, Any] = dict(cells(version, "period, sum(value) over (partition by period)"))
        for (of, period), total in known.items():
            assert of != name or sums[period] == total
        assert version.structure.notes["artefact-lines"].startswith(f"{artefacts} ")


@pytest.mark.parametrize(
    ("level", "diploma", "theirs"),
    [
        ("hbo", "hbo bachelor", ("Hoger beroepsonderwijs", "Bachelor")),
        ("wo", "wo bachelor", ("Wetenschappelijk onderwijs", "Bachelor")),
    ],
)
def test_a_diploma_year_is_the_study_year_that_begins_in_it(
    specimens: Path,
    take_in: TakeIn,
    cells: Cells,
    level: str,
    diploma: str,
    theirs: tuple[str, str],
) -> None:
    # Given the diplomas that CBS counts by study year
    table = specimens / "cbs" / "85424NED" / "v3-typed-labelled-csv-20250422" / "85424NED.csv"
    with table.open(encoding="utf-8-sig", newline="") as stream:
        counted = {
            int(row["Perioden"][:4]): float(row["Gediplomeerden_1"])
            for row in csv.DictReader(stream, delimiter=";")
            if (row["Onderwijssoort"], row["Diplomasoort"]) == theirs
            and row["Geslacht"].startswith("Totaal")
            and row["Opleidingsvorm"].startswith("Totaal")
        }
    # When the file of DUO, whose columns are called 2014 to 2018, is read
    name = f"{level}_gediplomeerden_2019"
    version = take_in(f"duo:{name}", specimens / "duo" / f"{name}.csv.gz")
    whose = f"sum(value) filter (\"SOORT_DIPLOMA\" = '{diploma}')"
    ours: dict[str, Any] = dict(cells(version, f"period, {whose} over (partition by period)"))
    # Then 2018 is 2018/'19: CBS has as many in that study year, and not in the one before
    assert set(ours) == {f"{year}/{(year + 1) % 100:02}" for year in range(2014, 2019)}
    off = {
        shift: sum(abs(ours[p] - counted[int(p[:4]) + shift]) / ours[p] for p in ours) / len(ours)
        for shift in (-1, 0)
    }
    assert off[0] < 0.003 < 0.02 < off[-1]


def test_the_recording_of_mbo_holds_men_women_and_their_total(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    path = specimens / "duo" / "mbo_inscriptions_2019.csv.gz"
    version = take_in("duo:mbo_inscriptions_2019", path)
    sums: dict[str, Any] = dict(
        cells(
            version, "distinct period, sum(value) over (partition by period, GESLACHT = 'TOTAAL')"
        )
    )
    assert (sums["2015/16"], sums["2019/20"]) == (471_848, 501_903)
    assert version.structure.notes["artefact-lines"].startswith("29 ")


@pytest.mark.long
def test_the_recording_of_exams_hides_as_many_totals_as_were_counted(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    path = specimens / "duo" / "examenkandidaten-en-geslaagden-2019-2024.csv.gz"
    version = take_in("duo:examenkandidaten", path)
    totals = "status = 'Q' and GESLACHT = 'TOTAAL'"
    hidden = cells(
        version,
        f"count(*) filter ({totals} and measure = 'EXAMENKANDIDATEN'),"
        f" count(*) filter ({totals} and measure = 'GESLAAGDEN')",
    )
    assert hidden == [(11_100, 11_817)]  # 22,917 in all
    assert version.rows == 12_782 * 45
