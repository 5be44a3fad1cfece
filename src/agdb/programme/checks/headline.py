"""What an indicator says first is of whom its name speaks, and its sentence has slots that exist.

A name that speaks of technicians above a number of everybody is the worst mistake a monitor can
make: every cell is right and the statement is wrong. So it is found when the programme is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.errors import Place, ProgrammeError
from agdb.programme.checks.names import require
from agdb.programme.indicator import EXTREMES, Breakdown, Indicator
from agdb.programme.part_word import begins_a_word
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme, RecordOrigin
from agdb.programme.sentence import FIGURES, PERIODS, SLOTS, Slot, forms, pieces

_SHORTEST: Final = 4  # letters of a word in a member's name that says which member it is


def check_headline(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    """Raise `ProgrammeError` if the headline names no member, or the name speaks of another part.

    Also if the sentence has a slot that does not exist or lacks one, and for a related indicator
    that there is not.
    """
    breakdowns = {one.id: one for one in indicator.breakdowns}
    for name, codes in indicator.headline.items():
        place = at.place("headline", name)
        require(name, breakdowns, f"breakdown of {indicator.id!r}", place)
        for code in (codes,) if isinstance(codes, str) else codes:
            require(code, _codes(programme, breakdowns[name]), f"member of {name!r}", place)
    for position, breakdown in enumerate(indicator.breakdowns):
        if not indicator.headline_codes(breakdown):
            raise ProgrammeError(
                f"the breakdown {breakdown.id!r} has no total, and no member of it stands in front",
                place=at.place("breakdowns", position),
                remedy=f"write headline: {{{breakdown.id}: CODE}}, or {' or '.join(EXTREMES)}",
            )
    _check_name(programme, indicator, at)
    unit = programme.units[indicator.unit]
    if unit.kind == "rate" and unit.difference is None:
        raise ProgrammeError(
            f"the unit {unit.id!r} is a rate, and does not say what a difference in it is called",
            place=programme.origins["Unit", unit.id].place("kind"),
            remedy="write difference: with {value} in its words",
        )
    _check_sentence(programme, indicator, at)
    for position, related in enumerate(indicator.related):
        place = at.place("related", position, "indicator")
        require(related.indicator, programme.indicators, "indicator", place)
        if related.indicator == indicator.id:
            raise ProgrammeError(
                f"{indicator.id!r} is not another figure than itself",
                place=place,
                remedy="name the other indicator of nearly the same thing",
            )


def _codes(programme: Programme, breakdown: Breakdown) -> tuple[str, ...]:
    """What may stand in front: the members that are shown, the total, the remainder, an extreme."""
    members = programme.classifications[breakdown.classification].members
    shown = breakdown.members or tuple(member.id for member in members)
    more = tuple(code for code in (breakdown.total, breakdown.remainder) if code)
    return (*EXTREMES, *more, *shown)


def _check_name(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    if indicator.headline_reason is not None:
        return
    for breakdown in indicator.breakdowns:
        if indicator.headline_codes(breakdown) != (breakdown.total,):
            continue
        for language, name in indicator.names.items():
            for word in _words_of_parts(programme, breakdown, language, name):
                raise ProgrammeError(
                    f"the name {name!r} speaks of {word!r}, and the figure in front is the total"
                    f" of the breakdown {breakdown.id!r}",
                    place=at.place("names", language),
                    remedy=f"write headline: {{{breakdown.id}: CODE}}, or why not under"
                    " headline_reason",
                )


def _words_of_parts(
    programme: Programme, breakdown: Breakdown, language: str, name: str
) -> Iterator[str]:
    """The words of `name` that speak of a member of a breakdown and not of its total."""
    members = programme.classifications[breakdown.classification].members
    names = {member.id: member.names[language] for member in members}
    total = names.get(breakdown.total or "", "")
    for word in programme.part_words.values():
        spoken = word.spoken_in(name, language)
        if spoken and not word.spoken_in(total, language):
            yield spoken
    shown = breakdown.members or tuple(names)
    for code in shown:
        if code != breakdown.total:
            yield from (
                word
                for word in _telling(names[code], [n for c, n in names.items() if c != code])
                if begins_a_word(word, name)
            )


def _telling(name: str, others: list[str]) -> Iterator[str]:
    """The words of a member's name that the names of the other members do not have."""
    for word in name.replace("-", " ").replace(",", " ").split():
        telling = len(word) >= _SHORTEST or (word.isupper() and len(word) > 1)
        if telling and not any(begins_a_word(word, other) for other in others):
            yield word


def _check_sentence(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    told: dict[str, frozenset[Slot]] = {}
    for language, sentence in indicator.sentence.items():
        if "other" not in forms(sentence):
            raise ProgrammeError(
                "the sentence lacks the form 'other', which every language has",
                place=at.place("sentence", language),
            )
        for form, text in forms(sentence).items():
            steps = () if isinstance(sentence, str) else (form,)
            place = at.place("sentence", language, *steps)
            slots = _slots(text, place)
            for slot in slots:
                _check_slot(programme, indicator, slot, place)
            _check_tells(slots, text, place)
            told[language] = frozenset(slot for slot in slots if slot.name in FIGURES)
    codes = {language: {slot.code for slot in slots} for language, slots in told.items()}
    for language, some in codes.items():
        if some != next(iter(codes.values())):
            raise ProgrammeError(
                f"the sentence tells of other members in {language!r} than in"
                f" {next(iter(codes))!r}",
                place=at.place("sentence", language),
                remedy="tell the same figures in every language",
            )


def check_difference(unit: Unit, at: RecordOrigin) -> None:
    """Raise `ProgrammeError` if the words for a difference in this unit have no place for it."""
    for language, sentence in (unit.difference or {}).items():
        for text in forms(sentence).values():
            place = at.place("difference", language)
            if [slot.name for slot in _slots(text, place)] != ["value"]:
                raise ProgrammeError(
                    f"the words {text!r} say no difference",
                    place=place,
                    remedy="write {value} where the number stands, once",
                )


def _slots(text: str, place: Place) -> tuple[Slot, ...]:
    try:
        found = pieces(text)
    except ValueError as error:
        raise ProgrammeError(
            f"a brace in the sentence is not closed or not opened ({error})", place=place
        ) from None
    return tuple(piece for piece in found if isinstance(piece, Slot))


def _check_slot(programme: Programme, indicator: Indicator, slot: Slot, place: Place) -> None:
    require(slot.name, SLOTS, "slot", place)
    if not slot.code:
        return
    if slot.name not in FIGURES:
        raise ProgrammeError(f"the slot {slot.name!r} takes no code", place=place)
    having = [b.id for b in indicator.breakdowns if slot.code in _codes(programme, b)]
    if len(having) != 1:
        some = " and ".join(having) or "no breakdown"
        raise ProgrammeError(
            f"{slot.code!r} in the slot {slot.name!r} is a member of {some}",
            place=place,
            remedy="name a member of one breakdown",
        )


def _check_tells(slots: tuple[Slot, ...], text: str, place: Place) -> None:
    """A sentence tells a figure and its period, and ends: a remark is put before its full stop."""
    names = {slot.name for slot in slots}
    if not names & set(FIGURES):
        raise ProgrammeError(
            "the sentence tells no figure", place=place, remedy="write {value} where it stands"
        )
    if not names & set(PERIODS):
        raise ProgrammeError(
            "the sentence tells no period", place=place, remedy="write {period} where it stands"
        )
    if not text.endswith("."):
        raise ProgrammeError("the sentence does not end with a full stop", place=place)
