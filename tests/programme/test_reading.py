# ruff: noqa: E501 - a table of mistakes reads best with one on a line
"""A mistake in the programme is one sentence with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme import reading as folder_reading
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme

Edit = Callable[[str, str, str], Path]
BICYCLES = "indicators/roads/bicycles.yaml"
SHARE = "indicators/roads/electric-share.yaml"


def test_the_whole_folder_is_read(cycling: Programme) -> None:
    assert [pillar.id for pillar in cycling.plan.pillars] == ["roads", "learning", "mending"]
    assert [i.id for i in cycling.by_pillar["roads"]] == [
        "bicycles-number", "bicycles-electric-share", "parking-places"
    ]  # fmt: skip
    assert cycling.texts["en"]["about"].startswith("# About")
    assert set(cycling.figures) == {"figures/bicycles.csv"}


def test_the_hash_changes_with_any_byte(programme_folder: Path) -> None:
    before = read_programme(programme_folder).hash
    (programme_folder / "texts" / "nl" / "about.md").write_text("# Anders\n", "utf-8")

    assert read_programme(programme_folder).hash != before


@pytest.mark.parametrize(
    "name",
    [
        "indicators/roads/new.YAML",
        "indicators/roads/new.yaml.txt",
        "indicators/new.Yml",
        "corrections/new.yml.TXT",
        "indicator/new.yaml",  # a folder that nobody reads
        "more.yaml",
        "targets.yml",
        "texts/nl/more.MD",
        "texts/nl/more.md.txt",
        "figures/more.CSV",
        "figures/more.csv.txt",
    ],
)
def test_a_file_that_would_be_ignored_is_an_error(programme_folder: Path, name: str) -> None:
    path = programme_folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: new\n", "utf-8")

    with pytest.raises(ProgrammeError, match="nobody reads this file") as told:
        read_programme(programme_folder)

    assert str(told.value).startswith(f"{path}: ")


def test_a_programme_fits_in_memory_or_its_largest_file_is_named(
    programme_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_reading, "_MOST", 1 << 20)
    (programme_folder / "film.bin").write_bytes(bytes(1 << 20))

    with pytest.raises(
        ProgrammeError, match=r"film.bin: the programme has more than 1048576 bytes"
    ):
        read_programme(programme_folder)


def test_notes_for_people_may_lie_beside_the_data(programme_folder: Path) -> None:
    before = read_programme(programme_folder)
    (programme_folder / "README.md").write_text("# For editors\n", "utf-8")
    (programme_folder / "figures" / "Readme.txt").write_text("From the handbook.\n", "utf-8")

    assert read_programme(programme_folder).indicators == before.indicators


@pytest.mark.parametrize(
    "name",
    [
        *(".DS_Store", "__MACOSX/indicators/._new.yaml", "Thumbs.db", "indicators/desktop.ini"),
        *("indicators/.new.yaml.swp", "indicators/new.yaml~", "figures/~$figures.csv"),
    ],
)
def test_what_a_system_leaves_in_a_folder_is_no_part_of_the_programme(
    programme_folder: Path, name: str
) -> None:
    before = read_programme(programme_folder).hash
    path = programme_folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x00\x05\x16\x07")

    assert read_programme(programme_folder).hash == before


def test_codes_with_a_point_keep_their_last_digit(edit: Edit) -> None:
    # NACE 2.1 has 62.10, and no rule says that 62.1 is another way to write it
    folder = edit(
        "classifications/kinds.yaml",
        "members:\n",
        "members:\n"
        "  - {id: 62.10, names: {nl: a, en: a}}\n"
        "  - {id: 62.1, names: {nl: b, en: b}}\n"
        "  - {id: 62.100, parent: 62.10, names: {nl: c, en: c}}\n",
    )

    members = read_programme(folder).classifications["kinds"].members

    assert [(member.id, member.parent) for member in members[:3]] == [
        ("62.10", None), ("62.1", None), ("62.100", "62.10")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("id: E", "id: E\u200b", r"'E.u200b' holds U\+200B ZERO WIDTH SPACE"),
        ("id: E", "id: '\u3164E'", r"holds U\+3164 HANGUL FILLER"),
        ("id: E", "id: '\uff34'", r"the codes 'T' and '.uff34' look the same"),
    ],
)
def test_codes_that_cannot_be_told_apart_are_refused(
    edit: Edit, old: str, new: str, sentence: str
) -> None:
    folder = edit("classifications/kinds.yaml", old, new)

    with pytest.raises(ProgrammeError, match=sentence):
        read_programme(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "sentence"),
    [
        (BICYCLES, "direction:", "directon:", 7, "unknown key 'directon'; did you mean 'direction'"),
        (BICYCLES, "direction: up\n", "", 1, "the key 'direction' is missing"),
        (BICYCLES, "sentence: {", "sentense: {", 20, "unknown key 'sentense'; did you mean 'sentence'"),
        (BICYCLES, "direction: up", "direction: sideways", 7, "direction is 'sideways'"),
        (BICYCLES, "unit: thousand", "unit: million", 6, "there is no unit 'million-bicycles'"),
        (BICYCLES, "pillar: roads", "pillar: water", 3, "there is no pillar 'water'"),
        (BICYCLES, "pillar: roads", "pillar: roads\ntheme: speed", 4, "there is no theme 'speed'"),
        (BICYCLES, "names: {nl: Fietsen, en: Bicycles}", "names: {nl: Fietsen}", 4, "'en' is missing"),
        (BICYCLES, "en: Bicycles}", "en: Bicycles, de: Fahrrad}", 4, "no language 'de'"),
        (BICYCLES, "dataset: \"demo:bicycles\"", "dataset: bicycles", 10, "not a dataset id"),
        (BICYCLES, "direction: up", "direction: up\nbeside: cars-number", 8, "there is no indicator 'cars-number'"),
        (BICYCLES, "direction: up", "direction: up\nbeside: bicycles-number", 8, "cannot stand beside itself"),
        (BICYCLES, "members: [E, S]", "members: [E, X]", 19, "no code of the classification 'X'"),
        (BICYCLES, "members: [E, S]", "members: [E]\n    remainder: X", 20, "no code of the classification 'X'"),
        (BICYCLES, "members: [E, S]", "members: [E, S]\n    remainder: S", 20, "the remainder 'S' is the total without the members"),
        (BICYCLES, "    total: T\n", "", 14, "the breakdown 'make' has no total, and no member of it stands in front; write headline: {make: CODE}"),
        (BICYCLES, "members: [E, S]", "members: [E, S]\nheadline: {kind: E}", 20, "no breakdown of 'bicycles-number' 'kind'"),
        (BICYCLES, "members: [E, S]", "members: [E, S]\nheadline: {make: [E, X]}", 20, "there is no member of 'make' 'X'; known: E, S, T, highest, lowest"),
        (BICYCLES, "names: {nl: Fietsen,", "names: {nl: Elektrische fietsen,", 4, "the name 'Elektrische fietsen' speaks of 'elektrische', and the figure in front is the total of the breakdown 'make'"),
        (BICYCLES, "en: Bicycles}", "en: Women on bicycles}", 4, "speaks of 'women', and the figure in front is the total"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period} waren er {vaule}.'", 20, "there is no slot 'vaule'; known: member, number"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period} waren er {value:X}.'", 20, "'X' in the slot 'value' is a member of no breakdown"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period:E} waren er {value}.'", 20, "the slot 'period' takes no code"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period} waren er.'", 20, "the sentence tells no figure"),
        (BICYCLES, "'{period} waren er {value}.'", "'Er waren {value}.'", 20, "the sentence tells no period"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period} waren er {value}'", 20, "does not end with a full stop"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period waren er {value}.'", 20, "a brace in the sentence is not closed"),
        (BICYCLES, "'{period} waren er {value}.'", "'{period} waren er {value:E}.'", 20, "tells of other members in 'en' than in 'nl'"),
        (BICYCLES, "'{period} waren er {value}.'", "{one: '{period} was er {value}.'}", 20, "the sentence lacks the form 'other'"),
        (BICYCLES, "direction: up", "direction: up\nrelated: [{indicator: cars, why: {nl: Ook., en: Too.}}]", 8, "there is no indicator 'cars'"),
        (BICYCLES, "total: T", "total: W", 18, "no code of the classification 'W'"),
        (BICYCLES, "classification: kinds", "classification: kind", 17, "no classification 'kind'"),
        (BICYCLES, "  - id: make", "  - id: kind", 14, "every download has that column"),
        (BICYCLES, "dimension: Kind", "dimension: The Kind", 16, "cannot name a column"),
        (BICYCLES, "divisions: [NL, PV]", "divisions: [NL, GM]", 12, "no division 'GM'"),
        (BICYCLES, "{dimension: RegioS, divisions: [NL, PV]}", "{}", 12, "one of the two"),
        (BICYCLES, "id: bicycles-number", "id: Bicycles Number", 1, "id is 'Bicycles Number'"),
        (SHARE, "id: bicycles-electric-share", "id: bicycles-number", 1, "was written before"),
        (SHARE, "type: ratio", "type: rate", 9, "metric"),
        (SHARE, "where: {Kind: E}", "where: {Kind: {classification: x}}", 10, "no classification 'x'"),
        ("sources/bicycles.yaml", "embedded: figures/b", "embedded: figures/c", 8, "no file of figures"),
        ("sources/bicycles.yaml", "unit: thousand", "unit: million", 12, "there is no unit"),
        ("classifications/kinds.yaml", "parent: T", "parent: Z", 8, "no code of the classification"),
        ("classifications/kinds.yaml", "{id: S,", "{id: E,", 9, "written twice"),
        ("targets.yaml", "unit: percent", "unit: dozen", 4, "there is no unit 'dozen'"),
        ("targets.yaml", "indicator: bicycles-e", "indicator: e", 11, "there is no indicator"),
        ("targets.yaml", "  indicator: bicycles-electric-share\n", "", 1, "same_definition needs the indicator"),
        ("units.yaml", "kind: share", "kind: rate", 11, "the unit 'percent' is a rate, and does not say what a difference in it is called"),
        ("units.yaml", "kind: share", "kind: share\n  difference: {nl: punt, en: '{value} points'}", 12, "the words 'punt' say no difference"),
        ("units.yaml", "kind: share", "kind: shape", 11, "kind is 'shape'"),
        ("programme.yaml", "country: NL01", "contry: NL01", 13, "unknown key 'contry'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_remedy(
    edit: Edit, name: str, old: str, new: str, line: int, sentence: str
) -> None:
    folder = edit(name, old, new)

    with pytest.raises(ProgrammeError) as caught:
        read_programme(folder)

    assert sentence in str(caught.value)
    assert f"{name}:{line}: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_share_has_a_remainder_only_of_numbers_that_add_up(edit: Edit) -> None:
    edit(BICYCLES, "members: [E, S]", "members: [E]\n    remainder: S")
    folder = edit(BICYCLES, "unit: thousand-bicycles", "unit: percent")

    with pytest.raises(ProgrammeError, match=r"bicycles\.yaml:20: values in percent do not add up"):
        read_programme(folder)


def test_a_missing_programme_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="set AGDB_PROGRAMME"):
        read_programme(tmp_path)


def test_a_missing_file_is_named(programme_folder: Path) -> None:
    (programme_folder / "units.yaml").unlink()

    with pytest.raises(ProgrammeError, match=r"has no units\.yaml"):
        read_programme(programme_folder)


def test_a_page_in_one_language_alone_is_refused(programme_folder: Path) -> None:
    (programme_folder / "texts" / "nl" / "terms.md").write_text("# Begrippen\n", "utf-8")

    with pytest.raises(ProgrammeError, match="'terms' has no text in the language 'en'"):
        read_programme(programme_folder)


def test_bytes_that_are_no_utf_8_are_named_with_their_line(programme_folder: Path) -> None:
    (programme_folder / "units.yaml").write_bytes(b"- id: x\n  names: \xe9\n")

    with pytest.raises(ProgrammeError, match=r"units\.yaml:2: byte 17 is not UTF-8"):
        read_programme(programme_folder)


def test_a_list_where_a_record_belongs_is_refused(programme_folder: Path) -> None:
    (programme_folder / "units.yaml").write_text("id: x\n", "utf-8")

    with pytest.raises(ProgrammeError, match="this file holds a list"):
        read_programme(programme_folder)


def test_a_pillar_with_themes_puts_every_indicator_under_one(edit: Edit) -> None:
    themes = "- id: roads\n    themes: [{id: speed, names: {nl: Snelheid, en: Speed}}]"
    folder = edit("programme.yaml", "- id: roads", themes)

    with pytest.raises(
        ProgrammeError, match=r"yaml:3: .* names no theme.* write theme: with one of speed"
    ):
        read_programme(folder)


def test_a_folder_of_before_the_register_is_told_and_read_only_in_a_release(
    programme_folder: Path,
) -> None:
    # Given a programme that still has the files that the register took the place of
    old = programme_folder / "initiatives"
    old.mkdir()
    (old / "all.yaml").write_text("- id: fast-path\n", "utf-8")

    with pytest.raises(ProgrammeError, match=r"all\.yaml: initiatives are records of the register"):
        read_programme(programme_folder)
    assert read_programme(programme_folder, kept=True).plan.id
