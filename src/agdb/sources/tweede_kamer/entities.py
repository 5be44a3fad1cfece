"""The entities of the service, with exactly the fields that are asked for.

Every field that is asked for must come, and no other may: a service that sends something else is
another one than we know. Names of persons are not asked for.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}T", max_length=40)]
Seats = Annotated[int, msgspec.Meta(ge=0, le=150)]
Number = Annotated[int, msgspec.Meta(ge=0, le=999_999)]
Sequence = Annotated[int, msgspec.Meta(ge=-1, le=999_999)]
Promised = Annotated[str, msgspec.Meta(pattern=r"^TZ\d{6}-\d{3}$")]

Item = TypeVar("Item")


class Entity(msgspec.Struct, frozen=True, rename="pascal", forbid_unknown_fields=True):
    """What every entity here has in common: strict fields, in the spelling of the service."""


class Kamerstukdossier(Entity, frozen=True):
    """A dossier; `toevoeging` is the suffix of a budget chapter."""

    nummer: Number
    toevoeging: str | None


class KamerDocument(Entity, frozen=True):
    """A paper; `volgnummer` is -1 for one that has no number in a dossier."""

    id: Id
    document_nummer: Annotated[str, msgspec.Meta(pattern=r"^\d{4}D\d{4,6}$")]
    soort: str
    titel: str | None
    onderwerp: str | None
    datum: Moment | None
    volgnummer: Sequence | None
    gewijzigd_op: Moment | None
    verwijderd: bool
    kamerstukdossier: list[Kamerstukdossier]


class Fractie(Entity, frozen=True):
    """A party in Parliament."""

    afkorting: str | None


class ToegezegdAan(Entity, frozen=True):
    """To whom a promise was made: a party, or a person, whose name is not asked for."""

    fractie_id: Id | None = msgspec.field(name="Fractie_Id")
    persoon_id: Id | None = msgspec.field(name="Persoon_Id")
    fractie: Fractie | None


class Activiteit(Entity, frozen=True):
    """The debate in which it was made."""

    nummer: str
    soort: str | None
    onderwerp: str | None
    datum: Moment | None


class Other(Entity, frozen=True):
    """Another promise, by its number."""

    nummer: str | None


class Toezegging(Entity, frozen=True):
    """A promise. `datum_nakoming` is the day on which it was met, the year 1 while it is open.

    Public clients take a related entity for one or for several: both are read.
    """

    id: Id
    nummer: Promised
    functie: str | None
    ministerie: str | None
    status: str
    datum_nakoming: Moment | None
    tekst: str
    gewijzigd_op: Moment
    verwijderd: bool
    activiteit: Activiteit | list[Activiteit] | None
    kamerbrief_nakoming: list[KamerDocument]
    toegezegd_aan: list[ToegezegdAan]
    is_herhaling_van: Other | list[Other] | None
    is_wijziging_van: Other | list[Other] | None
    is_aanvulling_op: Other | list[Other] | None


class Stemming(Entity, frozen=True):
    """One row of a vote: of a party, or of a person if the vote was by roll call."""

    soort: str
    fractie_grootte: Seats | None
    actor_fractie: str | None
    vergissing: bool | None
    verwijderd: bool


class Besluit(Entity, frozen=True):
    """A decision on a case."""

    id: Id
    besluit_soort: str | None
    besluit_tekst: str | None
    stemmings_soort: str | None
    status: str | None
    verwijderd: bool
    stemming: list[Stemming]


class ZaakActor(Entity, frozen=True):
    """A part that a party has in a case."""

    relatie: str | None
    actor_fractie: str | None
    verwijderd: bool


class Zaak(Entity, frozen=True):
    """A case: here always a motion."""

    id: Id
    nummer: Annotated[str, msgspec.Meta(pattern=r"^\d{4}Z\d{4,6}$")]
    soort: str
    onderwerp: str | None
    kabinetsappreciatie: str | None
    gewijzigd_op: Moment
    verwijderd: bool
    zaak_actor: list[ZaakActor]
    document: list[KamerDocument]
    besluit: list[Besluit]


class Marks(msgspec.Struct, frozen=True, rename="pascal"):
    """What is read first: of a deleted record nothing else may be left."""

    id: Id
    verwijderd: bool


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of an answer; `following` leads to the next one."""

    value: list[msgspec.Raw]
    context: str | None = msgspec.field(default=None, name="@odata.context")
    following: str | None = msgspec.field(default=None, name="@odata.nextLink")


def several(one: Item | list[Item] | None) -> list[Item]:
    """Return what may have come as one, as several or not at all.

    >>> several(None), several(1), several([1, 2])
    ([], [1], [1, 2])
    """
    if one is None:
        return []
    return one if isinstance(one, list) else [one]


def selection(entity: type[Entity]) -> str:
    """The options of a question that ask for the fields of `entity`, and of those inside it.

    >>> selection(ToegezegdAan)
    '$select=Fractie_Id,Persoon_Id;$expand=Fractie($select=Afkorting)'
    """
    plain, inside = [], []
    for field in msgspec.structs.fields(entity):
        related = _related(field.type)
        if related is None:
            plain.append(field.encode_name)
        else:
            inside.append(f"{field.encode_name}({selection(related)})")
    options = [
        f"$select={','.join(plain)}" if plain else "",
        f"$expand={','.join(inside)}" if inside else "",
    ]
    return ";".join(filter(None, options))


def _related(hint: object) -> type[Entity] | None:
    """The entity in the type of a field, None for a plain value."""
    if isinstance(hint, type) and issubclass(hint, Entity):
        return hint
    found = (_related(part) for part in getattr(hint, "__args__", ()))
    return next((one for one in found if one is not None), None)
