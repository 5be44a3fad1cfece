"""The register's first content: every row of the tables, known sums and refusals, what it omits."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from agdb.programme.programme import Programme
from agdb.register.entry import Seen
from agdb.register.gaps import accounts
from agdb.register.money import MoneyUnit, Refusal, Sum, add_up
from agdb.register.party import BodyKind
from agdb.register.reading import read_register, register_files
from agdb.register.register import Register
from agdb.register.result import ResultKind
from agdb.register.states import BodyStatus

SEEN = {
    "seen": Seen.PART,
    "steering": Seen.ACCOUNT,
    "derived": Seen.DERIVED,
    "NS": Seen.NOT_SEEN,
}
NOTE_DAY = date(2025, 7, 1)


def table(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / "register" / f"{name}.csv"
    if not path.is_file():
        pytest.skip(f"the table is not at {path}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def added(register: Register, *ids: str) -> Sum:
    return add_up([register.money[name] for name in ids], known=register.money)


def test_every_amount_of_the_table_is_money_or_a_counted_result(
    register: Register, shared_figures: Path
) -> None:
    for row in table(shared_figures, "money"):
        ident, value = row["money_id"], row["value"]
        if row["unit"] == "count":
            result = register.results[ident.replace("-granted-n", "-grants")]
            assert result.value == (Decimal(value) if value else None), ident
            assert result.sources[0].seen is SEEN[row["seen"]], ident
            continue
        money = register.money[ident]
        assert money.amount == (Decimal(value) if value else "unknown"), ident
        assert (money.unit is MoneyUnit.PERCENT) == (row["unit"] == "percent"), ident
        assert money.kind.split("-")[0] == row["kind"].split("_")[0], ident
        if row["source_url"] not in {"", "seed"}:
            assert money.sources[0].url == row["source_url"], ident
        if row["source_url"] != "seed":
            assert money.sources[0].seen is SEEN[row["seen"]], ident


def test_the_other_tables_are_there_without_the_examples_of_a_format(
    register: Register, shared_figures: Path
) -> None:
    promises = {row["commitment_id"] for row in table(shared_figures, "commitments")}
    bodies = {row["body_id"] for row in table(shared_figures, "bodies")}

    assert set(register.commitments) == {one for one in promises if not one.startswith("fmt-")}
    assert len(register.motions) == len(table(shared_figures, "motions"))
    assert len(register.documents) == len(table(shared_figures, "documents"))
    assert bodies - set(register.bodies) == {"ptvt", "pps-unknown-13"}  # one organisation, thirteen
    assert "ptvt" in register.organisations


def test_amounts_of_one_kind_and_moment_are_added(register: Register) -> None:
    provisional = (f"bee-prov-{region}" for region in range(1, 5))

    assert added(register, "sto-2528", "sto-2528-luw").amount == Decimal("388.64008")
    assert added(register, *provisional).amount == 419


def test_the_four_grants_of_a_phase_are_80_8_and_never_counted_with_their_total(
    register: Register,
) -> None:
    four = ("bee-f1-1", "bee-f1-2", "bee-f1-3", "bee-f1-4")

    assert added(register, *four).amount == Decimal("80.8")
    assert Refusal.CHAIN in added(register, *four, "bee-f1-total").refusals


@pytest.mark.parametrize(
    ("ids", "refusal"),
    [
        (("pps-ngf-2023-def", "pps-ngf-2023-cond"), Refusal.KINDS),  # 152.6 and 57.4, never 210
        (("pps-requested", "pps-granted"), Refusal.KINDS),
        (("pps-ngf-2022", "pps-granted"), Refusal.CHAIN),
        (("bee-450", "bee-80"), Refusal.RATES),
        (("tk2-total", "tk2-uncond"), Refusal.CHAIN),
        (("option-seed", "sto-year"), Refusal.KINDS),  # what has no money is in no sum
        (("sto-cofin-real", "bee-cofin"), Refusal.SHARES),
        (("pps-cofin", "bee-cofin"), Refusal.UNKNOWN),
        (("pps-ngf-2023-def", "llo-def", "tk2-uncond"), Refusal.MOMENTS),
    ],
)
def test_what_may_not_be_added_is_refused(
    register: Register, ids: tuple[str, ...], refusal: Refusal
) -> None:
    assert added(register, *ids).amount is None
    assert refusal in added(register, *ids).refusals


def test_results_of_different_kinds_stand_apart(register: Register) -> None:
    counted = Counter({(one.kind, one.value): 1 for one in register.results.values() if one.value})

    assert set(counted) == {
        (ResultKind.REGISTRATION, 57),
        (ResultKind.GRANT, 39),
        (ResultKind.APPLICATION, 21),
        (ResultKind.GRANT, 15),
        (ResultKind.PRESELECTION, 19),
    }


def test_210_never_stands_with_15_unless_123_and_granted_do_too(programme: Programme) -> None:
    texts = [
        " ".join(block.split())
        for body in programme.register.values()
        for block in re.split(r"\n\s+(?:nl|en): |\n- ", body)
    ]

    together = [t for t in texts if re.search(r"\b210\b", t) and re.search(r"\b15\b", t)]
    assert together
    for text in together:
        assert re.search(r"\b123\b", text), text
        assert "verleend" in text, text


def test_the_option_has_no_subject_no_money_and_no_link_as_a_fact(register: Register) -> None:
    (option,) = register.options.values()
    money = register.money["option-seed"]

    assert (option.subject, option.least_cost, option.most_years) == ("missing", 3, None)
    assert option.unfunded_share == 1
    assert option.interpretation is not None
    assert (money.initiative, money.option) == (None, option.id)


def test_fifteen_partnerships_of_which_two_have_a_name(register: Register) -> None:
    named = {"pps-groene-transitie-nn", "pps-digital-industry-boost"}
    partnerships = {
        one.id: one
        for one in register.bodies.values()
        if one.initiative == "opschaling-pps" and one.kind is BodyKind.PARTNERSHIP
    }
    unnamed = [one for one in partnerships.values() if "naam niet bekend" in one.names["nl"]]

    assert named < set(partnerships)
    assert len(unnamed) == 13
    assert all("RVO" in (one.remark or {})["nl"] for one in unnamed)
    others = set(partnerships) - named - {one.id for one in unnamed}
    assert others == {"pps-tech-oost"}  # applied; whether it is one of the 15 was not read
    assert partnerships["pps-tech-oost"].history == "unknown"


def test_as_of_the_note_nothing_later_is_there(register: Register) -> None:
    then = register.as_of(NOTE_DAY)
    tables = ["koersoverleg", *(f"kerngroep-{pillar}" for pillar in range(1, 5))]

    assert [then.bodies[name].status for name in tables] == [BodyStatus.BEING_SET_UP] * 5
    assert {
        "tk2-registrations",
        "monitor-launched",
        "pps-strengthened",
        "microchip-partnerships",
    } < (set(then.results))
    assert "tk2-grants" not in then.results  # 39: its day is not known
    assert "29544-1287" not in then.documents  # the productivity agenda of September
    assert "option-note-2025" in then.options
    assert then.codes == register.codes


def test_a_promise_answered_by_an_annex_of_which_only_the_title_was_read_is_not_fulfilled(
    register: Register,
) -> None:
    promise = register.commitments["agdb-doorrekening"]

    assert (promise.state, promise.deadline) == ("answered", None)
    assert promise.days_late(date(2030, 1, 1)) == 0


def test_terms_in_words_become_dates_by_rule(register: Register) -> None:
    due = {name: one.deadline for name, one in register.commitments.items()}

    assert due["ngf-round4"] is not None
    assert due["ngf-round4"].day == date(2024, 3, 31)
    assert due["sto-follow-up"] is not None
    assert due["sto-follow-up"].day == date(2025, 1, 1)
    assert due["microchip-plan"] is not None
    assert due["microchip-plan"].rule == "written"


def test_no_working_note_is_left(programme: Programme) -> None:
    for name, body in programme.register.items():
        for word in ("[NS]", "[K]", "domain.md", "seed", "find_string", "fmt-"):
            if (word, Path(name).name) != ("seed", "money.yaml"):  # an id of the table
                assert word not in body, (name, word)


def test_written_and_read_again_it_is_the_same(register: Register) -> None:
    files = {name: body.decode() for name, body in register_files(register).items()}

    assert read_register(files, languages=("nl", "en")) == register


def test_what_is_not_known_is_counted(register: Register) -> None:
    found = accounts(register)

    assert found["money"].lacking["amount"] == 4
    assert found["money"].unread == 2
    assert found["initiatives"].lacking["measurable_goal"] == len(register.initiatives)
    assert found["bodies"].lacking["members"] == 31


def test_the_limits_name_what_is_lacking(register: Register, agdb: Path) -> None:
    found = accounts(register)
    lacking = found["initiatives"].lacking
    paid_for = {row.initiative for row in register.money.values() if row.amount != "unknown"}
    without = len(set(register.initiatives) - paid_for)
    limits = (agdb.parent / "docs" / "limits.md").read_text("utf-8")

    assert (
        f"Of the {len(register.initiatives)} initiatives none has a measurable goal,"
        f" {lacking['status']} have no known status, of {without} no amount is known, and of"
        f" {found['bodies'].lacking['members']} of the {len(register.bodies)} bodies the members"
        " were not read"
    ) in limits
