"""Every way in which records can contradict each other is found, in its record and field."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from tests.publication.bicycle_register import RECORDS

from agdb.register.consistency import Fault, faults, references
from agdb.register.register import KINDS, Register, register_of

Change = Mapping[str, Any]


def changed(*changes: tuple[str, str, Change]) -> Register:
    """The register about bicycles with other fields in some records; a new id is a new record."""
    records = deepcopy(RECORDS)
    for kind, ident, fields in changes:
        rows = records[kind]
        row = next((one for one in rows if one["id"] == ident), None)
        if row is None:
            row = deepcopy(rows[0]) | {"id": ident}
            rows.append(row)
        row.update(fields)
    return register_of(
        {
            kind: {row["id"]: KINDS[kind].model_validate(row) for row in rows}
            for kind, rows in records.items()
        }
    )


def found(*changes: tuple[str, str, Change]) -> list[Fault]:
    return list(faults(changed(*changes)))


def test_a_register_in_which_everything_fits_has_no_fault() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("kind", "ident", "fields", "where", "to"),
    [
        ("organisations", "society", {"part_of": "gone"}, "part_of", "organisations"),
        ("documents", "letter", {"part_of": "gone"}, "part_of", "documents"),
        ("initiatives", "north", {"parent": "gone"}, "parent", "initiatives"),
        ("initiatives", "north", {"partners": [{"organisation": "gone", "role": "funding"}]},
         "partners", "organisations"),
        ("initiatives", "north", {"partners": [{"organisation": "society", "role": "funding",
         "on_behalf_of": "gone"}]}, "partners", "organisations"),
        ("initiatives", "north", {"target_groups": ["gone"]}, "target_groups", "codes"),
        ("initiatives", "north", {"sectors": ["gone"]}, "sectors", "codes"),
        ("initiatives", "north", {"activities": ["gone"]}, "activities", "codes"),
        ("money", "asked", {"initiative": "gone"}, "initiative", "initiatives"),
        ("money", "uncovered", {"option": "gone"}, "option", "options"),
        ("money", "granted", {"part_of": "gone"}, "part_of", "money"),
        ("money", "granted", {"total_of": ["gone"]}, "total_of", "money"),
        ("money", "granted", {"fund": "gone"}, "fund", "organisations"),
        ("money", "granted", {"basis": "gone"}, "basis", "documents"),
        ("results", "grants", {"initiative": "gone"}, "initiative", "initiatives"),
        ("bodies", "core", {"part_of": "gone"}, "part_of", "bodies"),
        ("bodies", "core", {"predecessor": "gone"}, "predecessor", "bodies"),
        ("bodies", "core", {"initiative": "gone"}, "initiative", "initiatives"),
        ("memberships", "seat", {"body": "gone"}, "body", "bodies"),
        ("memberships", "seat", {"organisation": "gone"}, "organisation", "organisations"),
        ("memberships", "seat", {"on_behalf_of": "gone"}, "on_behalf_of", "organisations"),
        ("meetings", "next", {"body": "gone"}, "body", "bodies"),
        ("decisions", "not-out", {"meeting": "gone"}, "meeting", "meetings"),
        ("decisions", "not-out", {"replaces": "gone"}, "replaces", "decisions"),
        ("actions", "hush", {"owner": "gone"}, "owner", "organisations"),
        ("actions", "hush", {"decision": "gone"}, "decision", "decisions"),
        ("commitments", "vague", {"ministry": ["gone"]}, "ministry", "organisations"),
        ("commitments", "vague", {"repeats": "gone"}, "repeats", "commitments"),
        ("motions", "shares", {"replaces": "gone"}, "replaces", "motions"),
        ("options", "campaign", {"interpreted_as": "gone"}, "interpreted_as", "initiatives"),
        ("results", "grants", {"sources": [{"document": "gone", "seen": "whole"}]}, "sources",
         "documents"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere_is_told_where_it_stands(
    kind: str, ident: str, fields: Change, where: str, to: str
) -> None:
    assert found((kind, ident, fields)) == [
        Fault(kind, ident, where, f"there is no 'gone' in {to}")
    ]


def test_a_record_names_others_by_their_kind_and_its_papers() -> None:
    register = changed(("documents", "letter", {"answers": ["kept"]}))

    assert list(references("initiatives", register.initiatives["bells"])) == [
        ("organisations", "society"),
        ("codes", "cyclists"),
        ("codes", "lessons"),
        ("documents", "letter"),
    ]
    assert list(references("documents", register.documents["letter"])) == [
        ("commitments", "kept"),
        ("motions", "kept"),
    ]
    assert list(references("money", register.money["granted"])) == [
        ("initiatives", "bells"),
        ("money", "to-ministry"),
    ]


@pytest.mark.parametrize("name", ["kept", "moved"])
def test_a_paper_may_answer_a_promise_or_a_motion(name: str) -> None:
    assert found(("documents", "letter", {"answers": [name]})) == []


def test_a_paper_that_answers_neither_is_told() -> None:
    assert found(("documents", "letter", {"answers": ["kept", "gone"]})) == [
        Fault("documents", "letter", "answers", "there is no commitment or motion 'gone'")
    ]


def test_a_whole_that_is_its_own_part_is_told_in_every_record_of_the_circle() -> None:
    circle = found(
        ("initiatives", "bells", {"parent": "north"}), ("initiatives", "north", {"parent": "bells"})
    )

    assert circle == [
        Fault("initiatives", "bells", "parent", "leads back to itself"),
        Fault("initiatives", "north", "parent", "leads back to itself"),
    ]


def test_what_hangs_below_a_circle_is_no_part_of_it() -> None:
    below = found(
        ("initiatives", "bells", {"parent": "bells"}), ("initiatives", "north", {"parent": "bells"})
    )

    assert below == [Fault("initiatives", "bells", "parent", "leads back to itself")]


def test_parts_above_their_whole_and_money_that_is_its_own_part_are_told() -> None:
    assert found(("money", "still", {"amount": "30"})) == [
        Fault("money", "conditional", "amount", "is less than its parts still")
    ]
    assert found(("money", "asked", {"part_of": "asked"})) == [
        Fault("money", "asked", "amount", "is part of itself")
    ]
    assert found(("money", "quoted", {"total_of": ["asked"]})) == [
        Fault("money", "quoted", "amount", "is not its parts asked")
    ]


def test_a_decision_is_replaced_once() -> None:
    again = {"replaces": "bells-first", "day": "2024-05-01"}

    assert found(("decisions", "not-out", again)) == []
    assert found(("decisions", "not-out", again), ("decisions", "third", again)) == [
        Fault("decisions", "third", "replaces", "'bells-first' is replaced by 'not-out' already")
    ]


def test_an_item_is_one_of_the_agenda_of_its_meeting() -> None:
    assert found(("decisions", "bells-first", {"item": 2})) == [
        Fault("decisions", "bells-first", "item", "meeting 'first' has no item 2")
    ]
    assert found(("decisions", "bells-first", {"item": None})) == []


@pytest.mark.parametrize(
    ("kind", "period", "fits"),
    [
        ("output", "2023", False),
        ("output", "2023-12", False),
        ("output", "2024", True),
        ("output", "2024-01", True),
        ("output", "2027-12-31", True),
        ("output", "2028", False),
        ("output", "unknown", True),
        ("registration", "2023", True),
        ("preselection", "2023", True),
        ("application", "2023", True),
        ("grant", "2023", True),
        ("grant", "2028", False),
    ],
)
def test_a_result_lies_in_the_period_of_its_initiative(kind: str, period: str, fits: bool) -> None:
    faults_ = found(("results", "never", {"kind": kind, "period": period}))

    assert [(one.ident, one.where) for one in faults_] == ([] if fits else [("never", "period")])


@pytest.mark.parametrize(
    ("period", "fits"),
    [
        ("unknown", True),
        ({"start": "2025"}, False),
        ({"end": "2023"}, False),
        ({"end": "2024"}, True),
        ({"start": "2024", "ongoing": True}, True),
    ],
)
def test_a_period_of_which_one_side_is_known_is_held_to_that_side(period: Any, fits: bool) -> None:
    told = [one.ident for one in found(("initiatives", "bells", {"period": period}))]

    assert told == ([] if fits else ["never"] if period != {"end": "2023"} else
                    ["registered", "grants", "never"])  # fmt: skip


@pytest.mark.parametrize(
    ("where", "code", "own"),
    [("sectors", "lessons", "activities"), ("activities", "cyclists", "target-groups"),
     ("target_groups", "repair", "sectors")],
)  # fmt: skip
def test_a_code_is_of_the_list_of_its_field(where: str, code: str, own: str) -> None:
    assert found(("initiatives", "north", {where: [code]})) == [
        Fault("initiatives", "north", where, f"{code!r} is a code of the list {own}")
    ]


UNREAD = {"sources": [{"url": "https://example.org/a", "seen": "not-seen"}]}


def test_a_number_that_nobody_read_is_told_and_an_unknown_one_is_not() -> None:
    assert found(("money", "asked", UNREAD)) == [
        Fault("money", "asked", "amount", "nothing that was read says it")
    ]
    assert found(("money", "asked", UNREAD | {"amount": "unknown"})) == []
    assert found(("results", "grants", UNREAD)) == [
        Fault("results", "grants", "value", "nothing that was read says it")
    ]
    assert found(("results", "grants", UNREAD | {"value": None})) == []
