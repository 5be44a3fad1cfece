"""From pages of the service to its records, each with its own bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile, shown
from agdb.sources.service_record import (
    Ballot,
    Facts,
    MotionCase,
    Paper,
    Promise,
    Ruling,
    ServiceRecord,
    bounded,
    each_once,
    layout_fault,
    pages_of,
)
from agdb.sources.tweede_kamer.entities import (
    Entity,
    KamerDocument,
    Kamerstukdossier,
    Marks,
    Other,
    Page,
    Toezegging,
    Zaak,
    several,
)

SERVICE: Final = "tweede-kamer"
HOME: Final = "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0"
KINDS: Final[dict[str, type[Entity]]] = {
    "Toezegging": Toezegging,
    "Zaak": Zaak,
    "Document": KamerDocument,
}
_NAME: Final = re.compile(r"(?P<kind>Toezegging|Zaak|Document)-page-(?P<page>[1-9]\d{0,4})\.json")
_NEVER: Final = "0001-01-01"
_EARLIEST: Final = 1800
_MOVED: Final = frozenset({"Indiener", "Medeindiener"})
_MARK: Final = b"\xef\xbb\xbf"

E = TypeVar("E", bound=Entity)


def read(files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
    """Return the records of a recording: files `Toezegging-page-1.json` and so on, all pages.

    Raises `SourceError` for another name, a missing page, and any difference of layout.
    """
    called = "name the pages Toezegging-page-1.json, Zaak-page-1.json or Document-page-1.json"
    pages = pages_of(files, _NAME, service=SERVICE, called=called)
    return each_once(
        (one for kind, some in pages.items() for one in _records(kind, some)), service=SERVICE
    )


def _records(kind: str, pages: Sequence[RecordedFile]) -> Iterator[ServiceRecord]:
    for number, file in enumerate(pages, 1):
        page = decoded(file.read().removeprefix(_MARK), Page, refused=layout_fault(file.name))
        if (page.following is None) != (number == len(pages)):
            what = "says that more follows" if page.following else "says that it is the last"
            raise SourceError(
                f"page {number} of {len(pages)} {what}",
                place=Place(file.name),
                remedy="a recording has every page, and no other",
            )
        for position, raw in enumerate(page.value, 1):
            yield parse(kind, bytes(raw), name=f"{file.name} record {position}")


def parse(kind: str, raw: bytes, *, name: str = SERVICE) -> ServiceRecord:
    """Return the record of which `raw` are the bytes; raises `SourceError`."""
    if kind not in KINDS:
        raise SourceError(f"there is no kind {shown(kind)} of this service", place=Place(name))
    refused = layout_fault(name)
    marks = decoded(bounded(raw, name=name), Marks, refused=refused)
    address = f"{HOME}/{kind}({marks.id.lower()})"
    if marks.verwijderd:
        return ServiceRecord(SERVICE, kind, marks.id.lower(), address, None, raw, None)
    entity = decoded(raw, KINDS[kind], refused=refused)
    facts, changed = _facts(entity, name)
    return ServiceRecord(SERVICE, kind, marks.id.lower(), address, changed, raw, facts)


def _facts(entity: Entity, name: str) -> tuple[Facts, date | None]:
    match entity:
        case Toezegging():
            return _promise(entity, name), _day(entity.gewijzigd_op, name)
        case Zaak():
            return _motion(entity, name), _day(entity.gewijzigd_op, name)
        case KamerDocument():
            return _paper(entity, name), _day(entity.gewijzigd_op, name)
    raise TypeError(f"{type(entity).__name__} is not asked for by itself")


def _promise(one: Toezegging, name: str) -> Promise:
    activities = several(one.activiteit)
    if len(activities) > 1:
        raise layout_fault(name)("a promise of several activities")
    where = activities[0] if activities else None
    told = () if where is None else (where.soort, where.onderwerp, where.nummer)
    return Promise(
        number=one.nummer,
        text=_line(one.tekst),
        function=_line(one.functie),
        ministry=_line(one.ministerie),
        status=one.status.strip(),
        activity=", ".join(filter(None, map(_line, told))),
        day=None if where is None else _day(where.datum, name),
        fulfilled=_day(one.datum_nakoming, name),
        letters=tuple(_paper(letter, name) for letter in _kept(one.kamerbrief_nakoming)),
        parties=_parties(to.fractie.afkorting for to in one.toegezegd_aan if to.fractie),
        persons=sum(to.fractie is None for to in one.toegezegd_aan),
        repeats=_numbers(one.is_herhaling_van),
        changes=_numbers(one.is_wijziging_van),
        supplements=_numbers(one.is_aanvulling_op),
    )


def _motion(one: Zaak, name: str) -> MotionCase:
    if one.soort != "Motie":
        raise layout_fault(name)(f"a case of the kind {shown(one.soort)}, and motions were asked")
    return MotionCase(
        number=one.nummer,
        title=_line(one.onderwerp),
        advice=_line(one.kabinetsappreciatie),
        movers=_parties(
            actor.actor_fractie
            for actor in one.zaak_actor
            if actor.relatie in _MOVED and not actor.verwijderd
        ),
        papers=tuple(_paper(paper, name) for paper in _kept(one.document)),
        rulings=tuple(
            Ruling(
                _line(ruling.besluit_soort),
                _line(ruling.besluit_tekst),
                _line(ruling.stemmings_soort),
                _line(ruling.status),
                tuple(
                    Ballot(
                        row.soort.strip(),
                        _line(row.actor_fractie),
                        row.fractie_grootte,
                        bool(row.vergissing),
                    )
                    for row in ruling.stemming
                    if not row.verwijderd
                ),
            )
            for ruling in one.besluit
            if not ruling.verwijderd
        ),
    )


def _paper(one: KamerDocument, name: str) -> Paper:
    dossiers = one.kamerstukdossier
    numbered = len(dossiers) == 1 and one.volgnummer is not None and one.volgnummer >= 0
    dossier = _dossier(dossiers[0]) if numbered else ""
    return Paper(
        number=one.document_nummer,
        kind=one.soort.strip(),
        title=_line(one.onderwerp) or _line(one.titel),
        day=_day(one.datum, name),
        dossier=dossier,
        sequence=one.volgnummer if numbered else None,
    )


def _dossier(one: Kamerstukdossier) -> str:
    suffix = (one.toevoeging or "").strip()
    return f"{one.nummer:05d}-{suffix}" if suffix else f"{one.nummer:05d}"


def _kept(papers: list[KamerDocument]) -> Iterator[KamerDocument]:
    return (paper for paper in papers if not paper.verwijderd)


def _numbers(others: Other | list[Other] | None) -> tuple[str, ...]:
    return tuple(other.nummer for other in several(others) if other.nummer)


def _parties(names: Iterator[str | None]) -> tuple[str, ...]:
    """Each party once, in the order of the service."""
    return tuple(dict.fromkeys(filter(None, map(_line, names))))


def _line(text: str | None) -> str:
    """A text on one line, empty where there is none."""
    return " ".join((text or "").split())


def _day(moment: str | None, name: str) -> date | None:
    """The day as the service writes it there; None for no moment, and for that of year 1."""
    if moment is None or moment.startswith(_NEVER):
        return None
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        raise layout_fault(name)(f"no day {shown(moment)}") from None
    if day.year < _EARLIEST:
        raise layout_fault(name)(f"a day in the year {day.year}")
    return day
