"""A made-up register about bicycles, with a record in every state that a page can show."""

from __future__ import annotations

from typing import Any

from agdb.register.register import KINDS, Register, register_of

PLAN = {
    "url": "https://example.org/plan",
    "title": {"nl": "Het fietsplan", "en": "The cycling plan"},
}


def words(nl: str, en: str | None = None) -> dict[str, str]:
    return {"nl": nl, "en": en or nl}


def entry(ident: str, as_of: str = "2024-06-01", seen: str = "part", **fields: Any) -> Any:
    known = {"sources": [PLAN | {"seen": seen}], "as_of": as_of, "recorded": "2025-04-22"}
    return {"id": ident} | known | fields


def money(ident: str, kind: str, amount: str, as_of: str, **fields: Any) -> Any:
    usual = {"initiative": "bells", "kind": kind, "amount": amount, "rate": "total"}
    return entry(ident, as_of, **(usual | fields))


def initiative(ident: str, nl: str, en: str, **fields: Any) -> Any:
    usual: dict[str, Any] = {
        "names": words(nl, en), "summary": words("Voor: fietsers.", "For: cyclists."),
        "level": "project", "relation": "own", "pillars": ["roads"], "national": False,
        "history": [{"state": "implementation", "since": "2024"}],
        "period": {"start": "2024", "end": "2027", "certainty": "year"},
        "partners": [{"organisation": "society", "role": "accountable"}],
    }  # fmt: skip
    return entry(ident, **(usual | fields))


def organisation(ident: str, nl: str, en: str, kind: str) -> Any:
    return entry(ident, names=words(nl, en), kind=kind)


def commitment(ident: str, nl: str, en: str, **fields: Any) -> Any:
    usual: dict[str, Any] = {
        "kind": "oral", "text": words(nl, en), "made_by": words("minister", "minister"),
        "ministry": ["ministry"], "made_to": words("Kamer", "House"), "occasion": "unknown",
        "day": "2024-02-01", "relation": "direct",
        "history": [{"state": "open", "since": "2024-02-01"}],
    }  # fmt: skip
    return entry(ident, **(usual | fields))


RECORDS: dict[str, list[Any]] = {
    "codes": [
        entry("cyclists", list="target-groups", names=words("fietsers", "cyclists")),
        entry("lessons", list="activities", names=words("fietslessen", "cycling lessons")),
        entry("repair", list="sectors", names=words("fietsenmakers", "repair shops")),
    ],
    "organisations": [
        organisation("society", "Fietsersgenootschap", "Cyclists' Society", "employers"),
        organisation("ministry", "Ministerie van Fietsen", "Ministry of Bicycles", "government"),
        organisation("riders", "Bond van Fietsers", "Union of Riders", "workers"),
    ],
    "documents": [
        entry("letter", kind="letter", title=words("Brief over bellen", "Letter on bells"),
              day="2024-03-01", url="https://example.org/letter", dossier="12345", number=7),
    ],
    "initiatives": [
        initiative("bells", "Meer bellen", "More bells", national=True,
                   area=words("landelijk", "national"), target_groups=["cyclists"],
                   activities=["lessons"], indicators=["bicycles-stock"], targets=["many"],
                   sources=[{"document": "letter", "seen": "whole"}],
                   goals=[{"what": words("meer bellen", "more bells"), "indicator": "missing",
                           "unit": "missing", "baseline": "missing", "baseline_year": "missing",
                           "target": "missing", "target_year": "missing", "owner": "unknown"}]),
        initiative("north", "Noorden fietst", "The north rides", pillars=["roads", "learning"],
                   regions=[{"code": "PV20", "year": 2024}, {"code": "PV22", "year": 2024}],
                   area=words("Groningen en Drenthe", "Groningen and Drenthe"), parent="bells",
                   target_groups=["cyclists"], activities=["lessons"], transitions=["green"],
                   partners=[{"organisation": "society", "role": "accountable"},
                             {"organisation": "riders", "role": "implementing"}],
                   remark=words("Loopt af.", "Coming to an end.")),
        initiative("delta", "Deltafiets", "Delta bicycle", pillars=["learning"], partners=[],
                   relation="unknown", history="unknown", period="unknown", summary=None,
                   area=words("de delta", "the delta")),
    ],
    "money": [
        money("asked", "gevraagd", "30", "2024-01-10"),
        money("conditional", "voorwaardelijk-toegekend", "21", "2024-03-01"),
        money("to-ministry", "toegekend-aan-departement", "15.5", "2024-05", part_of="conditional"),
        money("still", "voorwaardelijk-toegekend", "5.5", "2024-05", part_of="conditional"),
        money("nothing-yet", "kasuitgave", "0.0", "2024-05", part_of="to-ministry", rate="stock"),
        money("granted", "verleend-aan-ontvanger", "12", "2024-06-01", part_of="to-ministry",
              recipient=words("4 clubs", "4 clubs")),
        money("quoted", "genoemd-in-nota", "21", "2024-07-01"),
        money("share", "cofinanciering", "unknown", "2025-04-22", seen="not-seen"),
        money("yearly", "begroot", "2", "2024", initiative="north", rate="yearly", start="2024"),
        money("uncovered", "ongedekt", "1", "2024-07-01", initiative=None, option="campaign"),
    ],
    "results": [
        entry("registered", initiative="bells", kind="registration", what=words("aanmeldingen",
              "registrations"), value="9", unit="bicycles", period="2024",
              history=[{"state": "published", "since": "2024-06-01"}]),
        entry("grants", initiative="bells", kind="grant", what=words("clubs met geld",
              "clubs with money"), value="4", unit="bicycles", period="2024",
              history=[{"state": "published", "since": "2024-06-01"}]),
        entry("never", initiative="bells", kind="output", what=words("bellen", "bells"),
              value="77", unit="bicycles", period="2024",
              history=[{"state": "draft", "since": "2024-06-01"}]),
    ],
    "bodies": [
        entry("table", names=words("Fietstafel", "Cycling table"), kind="consultation",
              level="governing", relation="own", pillars=["roads"], initiative="bells",
              history=[{"state": "being-set-up", "since": "2024-01-01"},
                       {"state": "active", "since": "2024-03-01"}], members_known=True),
        entry("core", names=words("Kerngroep", "Core group"), kind="consultation",
              level="stakeholders", relation="own", pillars=["learning"], part_of="table",
              history=[{"state": "being-set-up", "since": "2024-06-01", "already": True}]),
    ],
    "memberships": [
        entry("seat", body="table", organisation="society", role="chair"),
        entry("seat-2", body="table", organisation="riders", role="member"),
    ],
    "meetings": [
        entry("first", body="table", start="2024-03-01T10:00:00+01:00",
              end="2024-03-01T11:30:00+01:00", place=words("Groningen"),
              items=[{"number": 1, "title": words("Bellen", "Bells"), "kind": "decide",
                      "asked": words("Wat doen we?", "What do we do?"), "state": "decided"}],
              history=[{"state": "prepared", "since": "2024-02-01"},
                       {"state": "scheduled", "since": "2024-02-02"},
                       {"state": "held", "since": "2024-03-01"},
                       {"state": "reported", "since": "2024-03-20"}]),
        entry("next", body="table", start="2025-06-01T10:00:00+02:00",
              end="2025-06-01T11:30:00+02:00", online=True,
              history=[{"state": "prepared", "since": "2024-05-01"},
                       {"state": "scheduled", "since": "2024-05-02"}]),
        entry("secret", body="table", start="2025-09-01T10:00:00+02:00",
              end="2025-09-01T11:30:00+02:00",
              history=[{"state": "prepared", "since": "2024-05-01"}]),
    ],
    "decisions": [
        entry("bells-first", text=words("Eerst de bellen", "Bells first"), meeting="first", item=1,
              day="2024-03-01"),
        entry("not-out", text=words("Nog geheim besluit", "Still a secret"), meeting="secret",
              day="2024-05-01"),
    ],
    "actions": [
        entry("count", what=words("Bellen tellen", "Count the bells"), owner="society",
              due="2024-12-01", postponed=[{"was": "2024-09-01", "reason": words("Regen", "Rain")}],
              decision="bells-first", history=[{"state": "open", "since": "2024-03-01"}]),
        entry("ring", what=words("Bellen laten rinkelen", "Ring the bells"), owner="riders",
              decision="bells-first", proof=words("Gehoord", "Heard"),
              history=[{"state": "open", "since": "2024-03-01"},
                       {"state": "done", "since": "2024-04-01"}]),
        entry("hush", what=words("Stil zijn", "Be quiet"), owner="riders", decision="not-out",
              history=[{"state": "open", "since": "2024-05-01"}]),
    ],
    "commitments": [
        commitment("vague", "Snel een brief", "A letter soon", term="zo spoedig mogelijk"),
        commitment("overdue", "Brief voor de zomer", "A letter before the summer",
                   term="voor de zomer", number="TZ202402-001", source_state="Openstaand"),
        commitment("kept", "Brief in maart", "A letter in March", term="maart 2024",
                   answered_by=["letter"],
                   history=[{"state": "open", "since": "2024-02-01"},
                            {"state": "fulfilled", "since": "2024-03-01"}]),
        commitment("replied", "Iets over bellen", "Something on bells", answered_by=["letter"],
                   history=[{"state": "open", "since": "2024-02-01"},
                            {"state": "answered", "since": "2024-03-01"}]),
    ],
    "motions": [
        entry("moved", dossier="12345", number=3, title=words("Een bel op elke fiets",
              "A bell on every bicycle"), movers=["Partij A"], day="2024-02-10", relation="direct",
              result="carried", vote={"seats_for": 112, "seats_against": 37},
              requests=[{"text": words("zorg voor bellen", "see to bells"),
                         "answered_by": ["letter"]}]),
        entry("shares", title=words("Nog een bel", "One more bell"), day="unknown",
              relation="related", result="rejected",
              vote={"percent_for": "12.7", "percent_against": "86.7"}),
    ],
    "options": [
        entry("campaign", subject="missing", quoted="… kosten 1 mln. per jaar.",
              interpretation=words("Onze lezing: bellen.", "Our reading: bells."),
              interpreted_as="bells", cost_a_year="1", least_years=3, status="explored"),
    ],
}  # fmt: skip


def bicycle_register() -> Register:
    """The records, drafts and secrets too: a release takes the public part of them."""
    return register_of(
        {
            kind: {row["id"]: KINDS[kind].model_validate(row) for row in rows}
            for kind, rows in RECORDS.items()
        }
    )
