"""The first content of the register equals the list that it was taken from."""

from __future__ import annotations

import csv
from pathlib import Path

from agdb.programme.initiative import Initiative
from agdb.programme.plan import Plan, Region

NUMBERS = {"1": "education", "2": "labour-market", "3": "productivity", "4": "governance"}


def test_every_initiative_is_told_as_its_source_tells_it(
    initiatives: list[Initiative], shared_figures: Path
) -> None:
    with (shared_figures / "initiatives.csv").open(encoding="utf-8", newline="") as file:
        given = {row["name"]: row for row in csv.DictReader(file)}
    assert len(given) == len(initiatives)

    for ours in initiatives:
        row = given[ours.names["nl"]]
        assert ours.pillars == tuple(NUMBERS[n] for n in row["pillar"].split(";"))
        told = (row["owner"], row["budget"], row["period"], row["regions"], row["target_group"])
        assert told == (
            *(ours.owner, ours.budget, ours.period),
            *(_as_written(ours.region_text), ours.target_group),
        )
        assert (row["reach"], row["source_url"], row["note"]) == (
            ours.reach,
            ours.source,
            ours.note,
        )


def _as_written(regions: str) -> str:
    """The regions in the words of the source, which do not say whose landsdelen they are."""
    return regions.replace(" van het Techniekpact", "").replace(" (Techniekpact)", "")


def test_an_initiative_has_its_own_id_and_both_languages(
    initiatives: list[Initiative], plan: Plan
) -> None:
    ids = [initiative.id for initiative in initiatives]

    assert len(set(ids)) == len(ids)
    assert all(set(initiative.names) == set(plan.languages) for initiative in initiatives)


def test_only_regional_initiatives_name_a_region(
    initiatives: list[Initiative], regions: dict[str, Region]
) -> None:
    for initiative in initiatives:
        assert set(initiative.regions) <= set(regions), initiative.id
        assert not initiative.regions or initiative.scope == "regional", initiative.id
