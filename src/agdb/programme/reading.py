"""Reads a programme folder into one checked object, or one sentence about its first mistake."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from agdb.errors import Place, ProgrammeError
from agdb.files.ignored import is_ignored
from agdb.files.tree import below
from agdb.programme import located
from agdb.programme.checks.consistency import check_consistency
from agdb.programme.classification import Classification
from agdb.programme.comparison import Comparison
from agdb.programme.correction import Correction
from agdb.programme.door import Door
from agdb.programme.draft_phrases import UnfitPhrases
from agdb.programme.event import Event
from agdb.programme.geography.reading import read_geography
from agdb.programme.indicator import Indicator
from agdb.programme.margin import MarginRule
from agdb.programme.overview import OverviewAnswer
from agdb.programme.part_word import PartWord
from agdb.programme.plan import Plan, Region, Unit
from agdb.programme.programme import Programme, RecordOrigin
from agdb.programme.record import record, records
from agdb.programme.regional import LikenessRule, RegionalAnswer
from agdb.programme.report.house_words import HouseWords
from agdb.programme.report.model_sentence import ModelSentence
from agdb.programme.report.money_words import MoneyWords
from agdb.programme.report.paper import PaperPlan
from agdb.programme.report.pillar import ReportPillar, ReportTarget
from agdb.programme.report.question import ReportQuestion
from agdb.programme.report.report_plan import ReportPlan
from agdb.programme.report.written import DESK_TEXTS, ApprovedText, WrittenText
from agdb.programme.source import Source
from agdb.programme.synonyms import Synonyms
from agdb.programme.target import Target

_ELSEWHERE: Final = (
    "answers.yaml",
    "doors.yaml",
    "events.yaml",
    "figures/",
    "forecasts/",
    "indicators/",
    "likeness.yaml",
    "overview.yaml",
    "parts.yaml",
    "register/",
    "report/",
    "scenario/",
    "synonyms.yaml",
    "targets.yaml",
    "texts/",
    "unfit.yaml",
)
"""What no value depends on but through its own definition and the versions of its datasets."""

_RETIRED: Final = "initiatives/"
"""A folder of before the register; releases of that time have it."""

_MOST: Final = 256 << 20  # bytes; the largest programme that we know has 8 million
_YAML: Final = (".yaml", ".yml")
_MEANT: Final = re.compile(r"\.(ya?ml|csv|md|json)(\.txt)?$", re.IGNORECASE)
_NOTES: Final = re.compile(r"(.*/)?(README|LICENSE|NOTICE)[^/]*\.(md|txt)", re.IGNORECASE)
"""What lies beside the data for people, and is no part of the programme."""


def read_programme(
    folder: Path, *, kept: bool = False, added: Mapping[str, bytes] | None = None
) -> Programme:
    """Return the programme in `folder`; one that was `kept` in a release may hold what is retired.

    Files that are `added` by their names within the folder count as if they lay there.

    Raises `ProgrammeError` for the first mistake, with file and line: what is not YAML, an unknown
    or missing key, a wrong value, an id used twice, a reference to what does not exist, a text that
    lacks a language of the programme.
    """
    bodies = dict(_bodies(folder)) | dict(added or {})
    files = _Files(folder, {name: bodies[name] for name in sorted(bodies)})
    about = files.yaml("programme.yaml")
    plan = record(Plan, about)  # it names the languages in which it must be complete itself
    reader = _Reader(files, plan.languages)
    programme = Programme(
        plan=record(Plan, about, languages=plan.languages),
        units=reader.listed(Unit, "units.yaml"),
        regions=reader.listed(Region, "regions.yaml"),
        sources=reader.each(Source, "sources"),
        classifications=reader.each(Classification, "classifications"),
        indicators=reader.each(Indicator, "indicators"),
        targets=reader.listed(Target, "targets.yaml"),
        margins=reader.optional(MarginRule, "margins.yaml"),
        texts=files.texts(),
        scenario=files.read_above("scenario/"),
        register=files.read_above("register/"),
        figures={n: body for n, body in files.bodies.items() if n.startswith("figures/")},
        forecasts={n: body for n, body in files.bodies.items() if n.startswith("forecasts/")},
        hash=files.hash(),
        ground=files.hash(without=_ELSEWHERE),
        around=files.hash(without=("figures/", "forecasts/", "indicators/")),
        geography=read_geography(files.bodies, folder=str(folder)),
        corrections=reader.listed(Correction, "corrections"),
        comparisons=reader.each(Comparison, "comparisons"),
        part_words=reader.optional(PartWord, "parts.yaml"),
        synonyms=reader.optional(Synonyms, "synonyms.yaml"),
        unfit=reader.optional(UnfitPhrases, "unfit.yaml"),
        doors=reader.optional(Door, "doors.yaml"),
        likeness=reader.optional(LikenessRule, "likeness.yaml"),
        answers=reader.optional(RegionalAnswer, "answers.yaml"),
        report=_report(reader),
        events=reader.optional(Event, "events.yaml"),
        overview=reader.optional(OverviewAnswer, "overview.yaml"),
        origins=reader.origins,
    )
    files.check_all_read(kept=kept)
    check_consistency(programme, folder=str(folder), kept=kept)
    return programme


def _written(reader: _Reader) -> dict[str, WrittenText]:
    """The texts that papers ask for, in which those of the desk count over those of the files."""
    written = reader.optional(WrittenText, "report/written.yaml")
    for ident, one in reader.optional(ApprovedText, DESK_TEXTS).items():
        if ident not in written:
            raise ProgrammeError(
                f"no paper asks for the text {ident!r}",
                place=reader.origins[ApprovedText.__name__, ident].place("id"),
                remedy="write what is asked in report/written.yaml, or take this text away",
            )
        written[ident] = one.placed_in(written[ident])
    return written


def _report(reader: _Reader) -> ReportPlan:
    return ReportPlan(
        papers=reader.optional(PaperPlan, "report/papers.yaml"),
        sentences=reader.optional(ModelSentence, "report/sentences.yaml"),
        money=reader.optional(MoneyWords, "report/money.yaml"),
        words=reader.optional(HouseWords, "report/words.yaml"),
        pillars=reader.optional(ReportPillar, "report/pillars.yaml"),
        targets=reader.optional(ReportTarget, "report/targets.yaml"),
        written=_written(reader),
        questions=reader.optional(ReportQuestion, "report/questions.yaml"),
    )


def _paths(folder: Path) -> list[Path]:
    """Return the files of the programme in the order of their names; clutter is not part."""
    if not (folder / "programme.yaml").is_file():
        raise ProgrammeError(
            "there is no programme.yaml in this folder",
            place=Place(str(folder)),
            remedy="set AGDB_PROGRAMME to a folder that has one",
        )
    return sorted(
        path
        for path in below(folder)
        if path.is_file() and not is_ignored(path.relative_to(folder))
    )


def _bodies(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file; all together fit in memory, or the largest is told."""
    size, largest = 0, (0, folder)
    for path in _paths(folder):
        bytes_ = path.stat().st_size
        size, largest = size + bytes_, max(largest, (bytes_, path))
        if size > _MOST:
            raise ProgrammeError(
                f"the programme has more than {_MOST} bytes, {largest[0]} of them in this file",
                place=Place(str(largest[1])),
                remedy="take away what does not belong to it",
            )
        yield path.relative_to(folder).as_posix(), path.read_bytes()


@dataclass(frozen=True)
class _Files:
    """The bytes of the folder, and what kinds of file can be made of them."""

    folder: Path
    bodies: Mapping[str, bytes]
    _read: set[str] = field(default_factory=set)

    def yaml(self, name: str) -> located.Located:
        if name not in self.bodies:
            raise ProgrammeError(f"the programme has no {name}", place=Place(str(self.folder)))
        return located.read(str(self.folder / name), self.text(name))

    def check_all_read(self, *, kept: bool) -> None:
        """Raise for a file that its author thinks is read, and is not: new.YAML, new.yaml.txt."""
        for name in self.bodies:
            if name.startswith(_RETIRED):
                if kept:
                    continue
                raise ProgrammeError(
                    "initiatives are records of the register now, and this file is not read",
                    place=Place(str(self.folder / name)),
                    remedy="write them in register/initiatives.yaml, and take this file away",
                )
            meant = _MEANT.search(name)
            plain = meant is not None and meant[0] in {*_YAML, ".csv", ".json"}
            if name in self._read or meant is None or _NOTES.fullmatch(name):
                continue
            if plain and not name.endswith(_YAML):
                continue  # tables and shapes are read by their own names
            raise ProgrammeError(
                "nobody reads this file",
                place=Place(str(self.folder / name)),
                remedy="let its name end in .yaml (or .md, .csv) in small letters, in a folder that"
                " the programme has, or take it away",
            )

    def text(self, name: str) -> str:
        self._read.add(name)
        body = self.bodies[name]
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ProgrammeError(
                f"byte {error.start} is not UTF-8",
                place=Place(str(self.folder / name), body[: error.start].count(b"\n") + 1),
                remedy="save the file as UTF-8",
            ) from None

    def under(self, start: str) -> list[located.Located]:
        """Return the YAML file called `start`, or those in the folder of that name."""
        if start.endswith(".yaml"):
            return [self.yaml(start)]
        names = [name for name in self.bodies if name.startswith(f"{start}/")]
        return [self.yaml(name) for name in names if name.endswith(_YAML)]

    def texts(self) -> dict[str, dict[str, str]]:
        pages: dict[str, dict[str, str]] = {}
        for name in self.bodies:
            folder, _, rest = name.partition("/")
            language, _, page = rest.partition("/")
            if folder == "texts" and page.endswith(".md"):
                pages.setdefault(language, {})[page.removesuffix(".md")] = self.text(name)
        return pages

    def read_above(self, start: str) -> dict[str, str]:
        """Return the YAML files of scenario or register, which a higher floor reads."""
        names = [n for n in self.bodies if n.startswith(start) and n.endswith(_YAML)]
        return {str(self.folder / name): self.text(name) for name in names}

    def hash(self, *, without: tuple[str, ...] = ()) -> str:
        """Return the hash of all files but those whose names begin as in `without`."""
        whole = hashlib.sha256()
        for name, body in self.bodies.items():
            if without and name.startswith(without):
                continue
            whole.update(f"{name}\n{hashlib.sha256(body).hexdigest()}\n".encode())
        return whole.hexdigest()


T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class _Reader:
    """Reads records of one kind after another and remembers where each was written."""

    files: _Files
    languages: tuple[str, ...]
    origins: dict[tuple[str, str], RecordOrigin] = field(default_factory=dict)

    def each(self, model: type[T], start: str) -> dict[str, T]:
        """Return the records of files that hold one each."""
        found: dict[str, T] = {}
        for file in self.files.under(start):
            self._add(record(model, file, languages=self.languages), RecordOrigin(file, ()), found)
        return found

    def listed(self, model: type[T], start: str) -> dict[str, T]:
        """Return the records of files that hold a list each."""
        found: dict[str, T] = {}
        for file in self.files.under(start):
            for position, item in enumerate(records(model, file, languages=self.languages)):
                self._add(item, RecordOrigin(file, (position,)), found)
        return found

    def optional(self, model: type[T], name: str) -> dict[str, T]:
        """Return the records of a file that a programme may do without."""
        return self.listed(model, name) if name in self.files.bodies else {}

    def _add(self, item: T, origin: RecordOrigin, found: dict[str, T]) -> None:
        name = str(getattr(item, "id", None) or getattr(item, "code", ""))
        kind = type(item).__name__
        if name in found:
            raise ProgrammeError(
                f"{name!r} was written before, at {self.origins[kind, name].place()}",
                place=origin.place("id"),
                remedy="give each its own id",
            )
        found[name] = item
        self.origins[kind, name] = origin
