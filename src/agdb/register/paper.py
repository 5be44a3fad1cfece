"""Papers of Parliament and government, and what was promised and asked in them.

Identifiers as they are printed: `kst-29544-1283`, `2025D31302`, `TZ202412-116`. The open data of
Parliament have no state of execution of a motion: that reading is ours and says so.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Url, Words
from agdb.register.entry import Entry, Unknown
from agdb.register.moment import Moment, first_day, last_day
from agdb.register.states import COMMITMENT, UNFINISHED, CommitmentState, Step, fault
from agdb.register.terms import Deadline, deadline

DOSSIER = r"^\d{5}(-[IVXLC]+)?$"


class DocumentKind(StrEnum):
    """What kind of paper it is."""

    LETTER = "letter"
    ANNEX = "annex"
    DECISION_NOTE = "decision-note"
    DEBATE_REPORT = "debate-report"
    MOTION = "motion"
    ANSWERS = "answers"
    REGULATION = "regulation"
    BUDGET = "budget"
    ANNUAL_REPORT = "annual-report"
    REPORT = "report"
    NEWS = "news"
    AGENDA = "agenda"
    AGREEMENT = "agreement"


class Document(Entry):
    """A paper. An annex is `part_of` another; `answers` are the promises and motions it meets."""

    identifier: str | None = None
    kind: DocumentKind
    title: Words
    day: Moment
    author: Words | None = None
    dossier: str | None = Field(default=None, pattern=DOSSIER)
    number: int | None = None
    part_of: Slug | None = None
    answers: tuple[Slug, ...] = ()
    url: Url | None = None
    licence: str | None = None
    checksum: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class CommitmentKind(StrEnum):
    """Said in a debate, given in writing, or announced in a letter: the last is in no register."""

    ORAL = "oral"
    WRITTEN = "written"
    ANNOUNCEMENT = "announcement"


class Commitment(Entry):
    """A promise to Parliament. `term` is the words of its source; `due` the day in that source.

    `source_state` is the word of the source; the state of `history` is ours.
    """

    number: str | None = Field(default=None, pattern=r"^TZ\d{6}-\d{3}$")
    kind: CommitmentKind | Unknown
    text: Words
    made_by: Words
    ministry: tuple[Slug, ...] = Field(min_length=1)
    made_to: Words
    occasion: Words | Unknown
    day: Moment | Unknown
    term: str | None = None
    due: date | None = None
    source_state: str | None = None
    relation: Slug
    history: tuple[Step, ...] = Field(min_length=1)
    answered_by: tuple[Slug, ...] = ()
    outcome: Words | None = None
    repeats: Slug | None = None
    changes: Slug | None = None
    supplements: Slug | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        wrong = fault(self.history, COMMITMENT, CommitmentState)
        if wrong is not None:
            raise ValueError(wrong)
        if self.state is CommitmentState.FULFILLED and not self.answered_by:
            raise ValueError("what is fulfilled names the paper that did it")
        return self

    @property
    def state(self) -> CommitmentState:
        """The state that holds, as we read it."""
        return CommitmentState(self.history[-1].state)

    @property
    def deadline(self) -> Deadline | None:
        """The day by which it was promised: as written, or derived from the words; None without."""
        if self.due is not None:
            return Deadline(self.due, "written")
        if self.term is None or self.day == "unknown":
            return None
        return deadline(self.term, said=last_day(self.day))

    def days_late(self, day: date) -> int:
        """Return by how many days it is late on `day`; 0 where answered or without a deadline."""
        due = self.deadline
        if due is None or self.state not in UNFINISHED:
            return 0
        return max((day - due.day).days, 0)


class MotionResult(StrEnum):
    """What Parliament did with a motion."""

    CARRIED = "carried"
    REJECTED = "rejected"
    ADJOURNED = "adjourned"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Vote(Record):
    """Seats for and against, as listed: of some votes a seat is missing there."""

    seats_for: int = Field(ge=0, le=150)
    seats_against: int = Field(ge=0, le=150)
    show_of_hands: bool = True

    @model_validator(mode="after")
    def _fits_the_house(self) -> Self:
        if self.listed > 150:
            raise ValueError(f"{self.listed} seats voted, and there are 150")
        return self

    @property
    def listed(self) -> int:
        """How many seats the source lists."""
        return self.seats_for + self.seats_against


class VoteShare(Record):
    """Per cents for and against, where the source gives no seats."""

    percent_for: Decimal = Field(ge=0, le=100)
    percent_against: Decimal = Field(ge=0, le=100)


class MotionRequest(Record):
    """One thing that a motion asks, and the papers that answer it."""

    text: Words
    answered_by: tuple[Slug, ...] = ()


class Motion(Entry):
    """A motion: what it asks, how it was voted, what was answered; `execution` is our reading.

    `movers` are the parties whose members moved it.
    """

    dossier: str | None = Field(default=None, pattern=DOSSIER)
    number: int | None = Field(default=None, ge=1)
    title: Words
    movers: tuple[str, ...] = ()
    day: Moment | Unknown
    relation: Slug
    requests: tuple[MotionRequest, ...] = ()
    advice: Words | Unknown = "unknown"
    result: MotionResult | Unknown
    vote: Vote | VoteShare | None = None
    vote_day: Moment | None = None
    replaces: Slug | None = None
    execution: Words | Unknown = "unknown"

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if (self.dossier is None) != (self.number is None):
            raise ValueError("a motion has a dossier and a number, or neither is known")
        moved = None if self.day == "unknown" else first_day(self.day)
        if self.vote_day and moved and last_day(self.vote_day) < moved:
            raise ValueError("it was voted before it was moved")
        carried = self.result is MotionResult.CARRIED
        if isinstance(self.vote, Vote) and self.result != "unknown":
            won = self.vote.seats_for > self.vote.seats_against
            if carried != won and self.result in {MotionResult.CARRIED, MotionResult.REJECTED}:
                raise ValueError(
                    f"{self.vote.seats_for} to {self.vote.seats_against} does not fit {self.result}"
                )
        return self

    @property
    def paper(self) -> str | None:
        """The identifier of the motion, as in `kst-29544-1201`."""
        return None if self.dossier is None else f"kst-{self.dossier}-{self.number}"
