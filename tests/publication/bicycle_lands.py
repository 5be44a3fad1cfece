"""Made-up borders for the made-up bicycles: one square a province. TEST DATA."""

from __future__ import annotations

from tests.publication.bicycle_figures import PROVINCES

from agdb.programme.geography.geography import Geography, Municipality, Shapes

MOVED = "GM0102"
"""A municipality of Overijssel that is in Drenthe from 2024 on."""


def geography() -> Geography:
    """Return two lists that differ in one municipality, and the squares of the first."""
    return Geography(
        lists={2023: _list("PV23"), 2024: _list("PV22")},
        shapes={
            2023: Shapes(
                year=2023,
                width=800,
                height=600,
                citation="Testkadaster 2023",
                licence="CC BY 4.0",
                licence_url="https://creativecommons.org/licenses/by/4.0/",
                note="made up",
                paths={
                    code: f"M{nth % 4 * 200} {nth // 4 * 200}h190v190h-190z"
                    for nth, code in enumerate(PROVINCES)
                },
            )
        },
    )


def _list(of_the_moved: str) -> dict[str, Municipality]:
    codes = {f"GM00{code[2:]}": code for code in PROVINCES} | {MOVED: of_the_moved}
    return {code: Municipality(code, code, {"PV": region}) for code, region in codes.items()}
