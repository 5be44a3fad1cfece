"""The section `scenario:` of a scenario file: what the model is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.scenario.reading.quantities import read_text
from agdb.scenario.structure import Programme, Structure

if TYPE_CHECKING:
    from agdb.scenario.quantity import Text
    from agdb.scenario.reading.located import Located

_FIELDS: Final = (
    "id", "name", "note", "worked_example", "base_year", "last_year", "ages", "pillars",
    "groups", "levels", "programmes", "overlays", "persons_per_unit",
)  # fmt: skip


def read_structure(at: Located) -> Structure:
    """The axes of the model; raises ScenarioError with file and line."""
    at.only(_FIELDS, what="field")
    base, last = at["base_year"].integer(), at["last_year"]
    if last.integer() <= base:
        raise last.error(
            f"the scenario ends in {last.integer()}, not after its base year {base}",
            remedy="choose a later last_year",
        )
    at["ages"].only(("first", "last"), what="field")
    first_age, last_age = at["ages"]["first"].integer(), at["ages"]["last"].integer()
    if not 0 <= first_age < last_age:
        raise at["ages"].error(f"ages {first_age} to {last_age} do not ascend")
    levels, size = _names(at["levels"]), at.get("persons_per_unit")
    groups = _names(at["groups"])
    overlays = _overlays(at.get("overlays"))
    return Structure(
        base_year=base,
        last_year=last.integer(),
        first_age=first_age,
        last_age=last_age,
        groups=tuple(groups),
        levels=tuple(levels),
        programmes=_programmes(at["programmes"], levels),
        overlays=tuple(overlays),
        green_overlays=tuple(name for name, green in overlays.items() if green),
        persons_per_unit=1.0 if size is None else size.number(),
        group_labels=tuple(groups.values()),
    )


def _overlays(at: Located | None) -> dict[str, bool]:
    """Overlays and whether they count as green."""
    found: dict[str, bool] = {}
    for key, value in at.pairs() if at is not None else ():
        value.only(("name", "green"), what="field of an overlay")
        read_text(value["name"])
        green = value.get("green")
        found[key.text()] = green is not None and green.boolean()
    return found


def _names(at: Located) -> dict[str, Text]:
    names = {key.text(): read_text(value) for key, value in at.pairs()}
    for key, _ in at.pairs():
        if "." in key.text():
            raise key.error(f"{key.text()!r} holds a full stop", remedy="use a hyphen")
    if not names:
        raise at.error("at least one name is needed here")
    return names


def _programmes(at: Located, levels: dict[str, Text]) -> tuple[Programme, ...]:
    found: list[Programme] = []
    later = [key.text() for key, _ in at.pairs()]
    for key, value in at.pairs():
        value.only(("level", "name", "continues_to"), what="field")
        later.remove(key.text())
        level, follow = value["level"], value.get("continues_to")
        if level.text() not in levels:
            raise level.error(f"unknown level {level.text()!r}")
        if follow is not None and follow.text() not in later:
            raise follow.error(
                f"{key.text()!r} continues to {follow.text()!r}, which is not a later programme",
                remedy="list that programme further down",
            )
        label = read_text(value.get("name"))
        target = None if follow is None else follow.text()
        found.append(Programme(key.text(), level.text(), label, target))
    return tuple(found)
