"""The register in files: read with file and line, written back the same, as of a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import ProgrammeError
from agdb.register.moment import first_day, known_by, last_day
from agdb.register.reading import read_register, register_files

SOURCES = "  sources: [{url: 'https://example.org/', seen: whole}]\n  recorded: 2030-01-01\n"
FILES = {
    "register/organisations.yaml": f"""\
- id: roads
  names: {{nl: Wegen, en: Roads}}
  kind: government
  as_of: 2029
{SOURCES}""",
    "register/initiatives.yaml": f"""\
- id: lanes
  names: {{nl: Fietspaden, en: Cycle lanes}}
  level: scheme
  relation: own
  pillars: [road]
  partners: [{{organisation: roads, role: accountable}}]
  history:
    - {{state: pipeline, since: 2028}}
    - {{state: implementation, since: 2029-06}}
  period: {{start: 2028, end: 2031}}
  national: true
  as_of: 2028-01
{SOURCES}""",
    "register/money.yaml": f"""\
- id: asked
  initiative: lanes
  kind: gevraagd
  amount: 210.0
  rate: total
  as_of: 2028-04-14
{SOURCES}- id: granted
  initiative: lanes
  kind: verleend-aan-ontvanger
  amount: 152.60
  part_of: asked
  rate: total
  as_of: 2029-01
{SOURCES}""",
    "register/results.yaml": f"""\
- id: signed-up
  initiative: lanes
  kind: registration
  what: {{nl: aanmeldingen, en: registrations}}
  value: 57
  unit: regions
  period: 2029
  history: [{{state: draft, since: 2029}}, {{state: handed-in, since: 2029}}]
  as_of: 2029-07-01
{SOURCES}""",
}
LANGUAGES = ("nl", "en")


def test_files_are_written_back_byte_for_byte() -> None:
    register = read_register(FILES, languages=LANGUAGES)
    written = register_files(register)

    again = read_register({k: v.decode() for k, v in written.items()}, languages=LANGUAGES)

    assert again == register
    assert register_files(again) == written
    assert b"amount: 152.60" in written["money.yaml"]


def test_as_of_a_day_nothing_later_is_there() -> None:
    register = read_register(FILES, languages=LANGUAGES).as_of(date(2028, 12, 31))

    assert list(register.money) == ["asked"]
    assert not register.results
    history = register.initiatives["lanes"].history
    assert history != "unknown"
    (step,) = history
    assert step.state == "pipeline"


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "money",
            "part_of: asked",
            "part_of: nothing",
            r"money.yaml:\d+: granted.part_of: there is",
        ),
        ("money", "152.60", "300", r"money.yaml:4: asked.amount: is less than its parts granted"),
        ("money", "id: granted", "id: asked", r"money.yaml:\d+: 'asked' was written before"),
        ("money", "rate: total", "rate: total\n  price: 1", r"unknown key 'price'"),
        ("money", "initiative: lanes", "initiative: lane", r"there is no 'lane' in initiatives"),
        ("initiatives", "roads, role", "road, role", r"partners: there is no 'road'"),
        ("initiatives", "start: 2028", "start: 2032", r"before it starts in 2032"),
        ("initiatives", "implementation", "closed", r"cannot become 'closed'"),
        ("initiatives", "nl: Fietspaden, ", "", r"language 'nl' is missing"),
        ("results", "period: 2029", "period: 2035", r"lies outside of the period of 'lanes'"),
        ("results", "57", "-57", r"never below zero"),
        ("organisations", "as_of: 2029", "as_of: 2029-13", r"there is no month 13"),
        ("organisations", "as_of: 2029", "as_of: 2031", r"describes 2031, after it was recorded"),
        ("organisations", "url: 'https://example.org/', ", "", r"stands somewhere: name document"),
        (
            "money",
            "url: 'https://example.org/', seen: whole",
            "seen: not-seen",
            r"money.yaml:4: asked.amount: nothing that was read says it",
        ),
        (
            "results",
            "url: 'https://example.org/', seen: whole",
            "seen: not-seen",
            r"results.yaml:\d+: signed-up.value: nothing that was read says it",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(
    name: str, old: str, new: str, sentence: str
) -> None:
    file = f"register/{name}.yaml"
    assert old in FILES[file]

    with pytest.raises(ProgrammeError, match=sentence):
        read_register(FILES | {file: FILES[file].replace(old, new, 1)}, languages=LANGUAGES)


def test_a_file_of_no_kind_is_told() -> None:
    with pytest.raises(ProgrammeError, match="no kind of record called 'monies'"):
        read_register({"register/monies.yaml": "[]"}, languages=LANGUAGES)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_moment_holds_its_days(day: date, length: int) -> None:
    moment = day.isoformat()[:length]

    assert first_day(moment) <= day <= last_day(moment)
    assert known_by(moment, last_day(moment))


CODES = f"""\
- id: bells
  list: sectors
  names: {{nl: Bellen, en: Bells}}
  as_of: 2029
{SOURCES}"""


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("sectors: [bell]", r"initiatives.yaml:\d+: lanes.sectors: there is no 'bell' in codes"),
        ("target_groups: [bells]", r"lanes.target_groups: 'bells' is a code of the list sectors"),
    ],
)
def test_a_code_is_one_of_its_own_list(field: str, sentence: str) -> None:
    name = "register/initiatives.yaml"
    files = FILES | {"register/codes.yaml": CODES}
    good = FILES[name].replace("national: true", "national: true\n  sectors: [bells]")
    bad = FILES[name].replace("national: true", f"national: true\n  {field}")

    assert read_register(files | {name: good}, languages=LANGUAGES).initiatives["lanes"].sectors
    with pytest.raises(ProgrammeError, match=sentence):
        read_register(files | {name: bad}, languages=LANGUAGES)


@pytest.mark.parametrize(("kind", "fine"), [("registration", True), ("outcome", False)])
def test_only_what_precedes_the_start_may_lie_before_it(kind: str, fine: bool) -> None:
    name = "register/results.yaml"
    early = FILES[name].replace("period: 2029", "period: 2027").replace("registration", kind, 1)
    files = FILES | {name: early}

    if fine:
        assert read_register(files, languages=LANGUAGES).results["signed-up"].period == "2027"
        return
    with pytest.raises(ProgrammeError, match="2027 lies outside of the period of 'lanes'"):
        read_register(files, languages=LANGUAGES)


def test_code_lists_are_words_and_stay_as_of_any_day() -> None:
    register = read_register({"register/codes.yaml": CODES}, languages=LANGUAGES)

    assert register.as_of(date(2000, 1, 1)).codes == register.codes
