"""Files of a scenario, already read as text, to one checked scenario.

Every file may hold any of the sections; a section that stands in several files is put together, and
a name that stands in two of them is an error. Nothing here touches the disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.errors import ScenarioError
from agdb.scenario.catalogue import Kind, Shape, known_names
from agdb.scenario.reading.checks import check_whole
from agdb.scenario.reading.located import Located, parse
from agdb.scenario.reading.measures import Context, read_measure
from agdb.scenario.reading.options import read_option, read_variant
from agdb.scenario.reading.quantities import read_quantity, read_text
from agdb.scenario.reading.records import read_claim, read_history
from agdb.scenario.reading.structures import read_structure
from agdb.scenario.scenario import Option, Scenario, Variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agdb.scenario.measures import Measure
    from agdb.scenario.quantity import Quantity
    from agdb.scenario.structure import Structure

SECTIONS: Final = ("scenario", "parameters", "measures", "options", "variants", "history", "claims")
_PILLARS: Final = ("P1", "P2", "P3", "P4")


def read_scenario(
    texts: Mapping[str, str], *, initiatives: frozenset[str] | None = None
) -> Scenario:
    """The scenario written in `texts`, file name to contents.

    With `initiatives`, the ids of a register, a measure may be linked to these only.
    Raises ScenarioError, one sentence with file and line, for the first mistake found.
    """
    roots = [parse(text, file=name) for name, text in sorted(texts.items())]
    if not roots:
        raise ScenarioError("there is no scenario file to read")
    for root in roots:
        root.only(SECTIONS, what="section")
    heads = [root["scenario"] for root in roots if root.get("scenario") is not None]
    if len(heads) != 1:
        raise ScenarioError(
            f"the section 'scenario' stands in {len(heads)} files", place=roots[0].place,
            remedy="keep it in exactly one",
        )  # fmt: skip
    return _assembled(heads[0], roots, initiatives)


def _assembled(head: Located, roots: list[Located], initiatives: frozenset[str] | None) -> Scenario:
    structure = read_structure(head)
    example = head.get("worked_example")
    pillars = head.get("pillars")
    context = Context(
        structure=structure,
        pillars=_PILLARS if pillars is None else tuple(p.text() for p in pillars.items()),
        worked_example=example is not None and example.boolean(),
        initiatives=initiatives,
    )
    parameters = _parameters(roots, context)
    measures = [read_measure(k, v, context) for k, v in _entries(roots, "measures")]
    scenario = Scenario(
        id=head["id"].text(),
        label=read_text(head["name"]),
        structure=structure,
        parameters=parameters,
        measures=tuple(measures),
        options=_options(roots, measures, context),
        variants=_variants(roots, structure),
        history=tuple(read_history(k, v, structure.groups) for k, v in _entries(roots, "history")),
        claims=tuple(read_claim(k, v) for k, v in _entries(roots, "claims")),
        pillars=context.pillars,
        worked_example=context.worked_example,
    )
    check_whole(scenario, head.place)
    return scenario


def _entries(roots: Iterable[Located], section: str) -> list[tuple[Located, Located]]:
    found: dict[str, tuple[Located, Located]] = {}
    for root in roots:
        part = root.get(section)
        for key, value in part.pairs() if part is not None else ():
            if key.text() in found:
                other = found[key.text()][0].place
                raise key.error(f"{key.text()!r} stands here and in {other}", remedy="rename one")
            found[key.text()] = (key, value)
    return list(found.values())


def _parameters(roots: list[Located], context: Context) -> dict[str, Quantity]:
    known = known_names(context.structure)
    found: dict[str, Quantity] = {}
    for key, value in _entries(roots, "parameters"):
        name = key.text()
        kind = known.get(name)
        if kind is None:
            raise key.error(
                f"unknown parameter {name!r}", remedy="docs/methods/scenario.md lists the known"
            )
        quantity = read_quantity(name, value, kind, worked_example=context.worked_example)
        _check_keys(quantity, kind, key, context.structure)
        found[name] = quantity
    return found


def _check_keys(quantity: Quantity, kind: Kind, at: Located, structure: Structure) -> None:
    allowed = {
        Shape.SHARE_BY_LEVEL: structure.levels,
        Shape.SHARE_BY_GROUP: structure.groups,
    }.get(kind.shape)
    for key in quantity.keys if allowed is not None else ():
        if key not in (allowed or ()):
            raise at.error(f"{quantity.name!r} names the unknown {key!r}")
    ages = kind.shape in (Shape.SHARE_BY_AGE, Shape.RATE_BY_AGE)
    for key in quantity.keys if ages else ():
        if not structure.first_age <= int(key) <= structure.last_age:
            raise at.error(
                f"{quantity.name!r} names age {key}, "
                f"outside {structure.first_age} to {structure.last_age}"
            )


def _options(roots: list[Located], measures: list[Measure], context: Context) -> tuple[Option, ...]:
    names = [m.id for m in measures]
    return tuple(
        read_option(key, value, names, worked_example=context.worked_example)
        for key, value in _entries(roots, "options")
    )


def _variants(roots: list[Located], structure: Structure) -> tuple[Variant, ...]:
    known = known_names(structure)
    return tuple(read_variant(k, v, known) for k, v in _entries(roots, "variants"))
