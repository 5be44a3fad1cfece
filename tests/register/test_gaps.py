"""What a register lacks is counted per kind, and an initiative by its fixed list of facts."""

from __future__ import annotations

from tests.register.records import ENTRY, initiative, money, words

from agdb.register.gaps import Account, accounts
from agdb.register.party import Body
from agdb.register.register import Register
from agdb.register.result import Result


def test_every_kind_counts_its_own_gaps() -> None:
    unread = {"sources": [{"seen": "not-seen"}]}
    body = {"id": "table", "names": words("table"), "kind": "coalition", "level": "advice",
            "relation": "own", "history": "unknown"}  # fmt: skip
    result = {"id": "rung", "initiative": "lanes", "kind": "output", "what": words("bells"),
              "value": None, "period": "2029",
              "history": [{"state": "published", "since": "2030"}]}  # fmt: skip
    found = accounts(
        Register(
            initiatives={"lanes": initiative("lanes", target_groups=["cyclists"])},
            money={"a": money("a", "unknown", price_level="2029", **unread), "b": money("b", "0")},
            results={"rung": Result.model_validate(ENTRY | result)},
            bodies={"table": Body.model_validate(ENTRY | body)},
        )
    )

    assert found["money"] == Account(2, 1, {"amount": 1, "price_level": 1})
    assert found["results"].lacking == {"value": 1}
    assert found["bodies"].lacking == {"members": 1, "mandate": 1, "history": 1}
    assert "target_groups" not in found["initiatives"].lacking
    assert found["initiatives"].lacking["goals"] == 1
    assert found["motions"] == Account(0, 0, {})
