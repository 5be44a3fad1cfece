"""The publisher's codes in the words of the programme: by the code, else by its title.

Figures that were transcribed before anybody saw the publisher's codes have codes of our own. A
recording brings the publisher's, with titles: by these a dataset takes up the codes of the
programme, so that vintages can be compared, and indicators find their cells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from agdb.errors import Place, SourceError
from agdb.programme.source import DimensionNote, MeasureNote, Source
from agdb.statistics.spelling import plain
from agdb.statistics.structure import Code, Dimension, Measure, Structure

_HEAD: Final = re.compile(r"([0-9A-Z][0-9A-Z+,.-]*)\s")
# CBS makes the name of a topic of its title: OpenstaandeVacatures_1, k_25ePercentiel_2. So it is in
# all 124 topics that were recorded with both (84799NED, 83958NED, 83583NED), apart from accents.
_TOPIC: Final = re.compile(r"^k_(?=\d)|_\d+$")
_BESIDE: Final = " / "  # between the groups of a measure and its title
Renames = Mapping[str, Mapping[str, str]]


def renames(structure: Structure, source: Source) -> Renames:
    """Return our code by the publisher's, for every column of `structure` in which one differs.

    Raises `SourceError` where a title that the source names belongs to several codes.
    """
    found = {"measure": dict(_measures(structure.measures, source))}
    for dimension in structure.dimensions:
        note = source.dimensions.get(dimension.id)
        found[dimension.id] = {} if note is None else dict(_members(dimension, note, source.id))
    return {column: names for column, names in found.items() if names}


def renamed(structure: Structure, names: Renames) -> Structure:
    """Return `structure` with our codes; those that differ keep the publisher's as `published`."""
    measures = names.get("measure", {})
    return replace(
        structure,
        measures=tuple(_renamed_measure(one, measures) for one in structure.measures),
        dimensions=tuple(
            replace(one, codes=tuple(_renamed_code(c, names[one.id]) for c in one.codes))
            if one.id in names
            else one
            for one in structure.dimensions
        ),
    )


def _renamed_measure(measure: Measure, names: Mapping[str, str]) -> Measure:
    ours = names.get(measure.id)
    return measure if ours is None else replace(measure, id=ours, published=measure.id)


def _renamed_code(code: Code, names: Mapping[str, str]) -> Code:
    parent = code.parent if code.parent is None else names.get(code.parent, code.parent)
    ours = names.get(code.id)
    if ours is None:
        return replace(code, parent=parent)
    return replace(code, id=ours, parent=parent, published=code.id)


def _measures(measures: Sequence[Measure], source: Source) -> Iterator[tuple[str, str]]:
    known = {measure.id for measure in measures}
    for ours, note in source.measures.items():
        if ours not in known:
            found = [one.id for one in measures if _is_called(one, ours, note)]
            if len(found) == 1 or (found and note.titles):
                yield _only(found, ours, place=Place(source.id, cell="measure")), ours


def _is_called(measure: Measure, ours: str, note: MeasureNote) -> bool:
    if not note.titles:
        return _letters(measure.title) == _letters(_TOPIC.sub("", ours))
    names = {_title_key(measure.title), _title_key(_BESIDE.join((*measure.group, measure.title)))}
    return not names.isdisjoint(map(_title_key, note.titles))


def _members(dimension: Dimension, note: DimensionNote, dataset: str) -> Iterator[tuple[str, str]]:
    """Known codes come first, then titles that are named, then what titles begin with."""
    given = {code.id for code in dimension.codes}
    open_ = [code for code in dimension.codes if code.id not in note.codes]
    known = {theirs: ours for theirs, ours in note.codes.items() if theirs in given}
    taken = given | set(known.values())
    apart = note.left_apart(given)
    yield from ((theirs, ours) for theirs, ours in known.items() if theirs not in apart)
    by_title = _by(open_, lambda code: _title_key(code.title))
    done: set[str] = set()
    for title, ours in note.titles.items():
        found = by_title.get(_title_key(title), ())
        if ours not in taken | done and found:
            theirs = _only(found, ours, place=Place(dataset, cell=dimension.id))
            done |= {theirs, ours}
            yield theirs, ours
    if note.titles_begin_with_code:
        yield from _heads([code for code in open_ if code.id not in done], taken | done)


def _heads(codes: Sequence[Code], taken: set[str]) -> Iterator[tuple[str, str]]:
    """What titles begin with; where several members begin alike, all are left as they are."""
    for head, found in _by(codes, _head).items():
        if head and head not in taken and len(found) == 1:
            yield found[0], head


def _by(codes: Iterable[Code], name: Callable[[Code], str]) -> dict[str, list[str]]:
    """The ids by the name of their codes: of a group and a member of one name, the member's."""
    members = tuple(codes)
    above = {code.parent for code in members}
    alike: dict[str, list[Code]] = defaultdict(list)
    for code in members:
        alike[name(code)].append(code)
    return {
        name: [code.id for code in some if code.id not in above] or [code.id for code in some]
        for name, some in alike.items()
    }


def _only(found: Sequence[str], ours: str, *, place: Place) -> str:
    if len(found) > 1:
        raise SourceError(
            f"the title of {ours!r} belongs to {', '.join(found)}",
            place=place,
            remedy="name the publisher's own code under codes in the source of the programme",
        )
    return found[0]


def _letters(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


def _title_key(title: str) -> str:
    return " ".join(title.split()).casefold()


def _head(code: Code) -> str:
    match = _HEAD.match(code.title)
    return match[1] if match else ""
