"""An initiative: what it is to the plan, who does what for whom, where, and what it is to reach.

Activity status and the roles of organisations are those of IATI 2.03.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Words
from agdb.register.entry import Entry, Missing, Unknown
from agdb.register.moment import Certainty, Moment, first_day, last_day
from agdb.register.party import Relation
from agdb.register.states import ACTIVITY, ActivityStatus, Step, fault


class InitiativeLevel(StrEnum):
    """How large a thing it is; only things of one level can overlap."""

    PROGRAMME = "programme"
    SCHEME = "scheme"
    PROJECT = "project"
    BODY = "body"
    STUDY = "study"


UMBRELLAS: Final = frozenset({InitiativeLevel.PROGRAMME, InitiativeLevel.STUDY})
"""Levels that cover everything by definition, or nothing, and stay out of coverage."""


class PartnerRole(StrEnum):
    """Role of an organisation, after the IATI code list OrganisationRole."""

    FUNDING = "funding"
    ACCOUNTABLE = "accountable"
    EXTENDING = "extending"
    IMPLEMENTING = "implementing"


class Partner(Record):
    """An organisation in an initiative, in one role."""

    organisation: Slug
    role: PartnerRole
    on_behalf_of: Slug | None = None
    start: Moment | None = None
    end: Moment | None = None


class InitiativePeriod(Record):
    """From when until when, and how sure that is; what is left out is not known."""

    start: Moment | None = None
    end: Moment | None = None
    ongoing: bool = False
    certainty: Certainty = Certainty.EXACT

    @model_validator(mode="after")
    def _does_not_end_before_it_starts(self) -> Self:
        if self.ongoing and self.end is not None:
            raise ValueError("what is ongoing has no end: leave out one of the two")
        if self.start and self.end and last_day(self.end) < first_day(self.start):
            raise ValueError(f"it ends in {self.end}, before it starts in {self.start}")
        return self


class RegionAt(Record):
    """A region by its code, in the division of a year."""

    code: str = Field(pattern=r"^[A-Z]{2}[0-9A-Z]+$")
    year: int = Field(ge=2000, le=2100)


class Goal(Record):
    """What is to be reached, part by part; a part that does not exist is `missing`, and counts."""

    what: Words
    indicator: Slug | Missing
    unit: Slug | Missing
    baseline: Decimal | Missing | Unknown
    baseline_year: int | Missing | Unknown
    target: Decimal | Missing
    target_year: int | Missing
    owner: Slug | Unknown

    @property
    def measurable(self) -> bool:
        """Whether it says what is counted, in what, how much is wanted and by when."""
        return "missing" not in {self.indicator, self.unit, self.target, self.target_year}

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of the parts that are missing or not known."""
        parts = self.model_dump(exclude={"what"})
        return tuple(name for name, part in parts.items() if part in {"missing", "unknown"})


class Initiative(Entry):
    """An initiative. The first of `pillars` is the one that leads; `parent` the larger whole.

    Its status is that of the last step of `history`; empty lists of groups, sectors or activities
    mean that these are not known. `national` tells that it is for the whole country. `evidence` is
    the grade of the evidence that it works: A to E, or none.
    """

    names: Words
    summary: Words | None = None
    level: InitiativeLevel
    relation: Relation | Unknown
    pillars: tuple[Slug, ...] = Field(min_length=1)
    parent: Slug | None = None
    partners: tuple[Partner, ...] = ()
    history: tuple[Step, ...] | Unknown
    period: InitiativePeriod | Unknown
    regions: tuple[RegionAt, ...] = ()
    area: Words | None = None
    national: bool | Unknown
    target_groups: tuple[Slug, ...] = ()
    sectors: tuple[Slug, ...] = ()
    activities: tuple[Slug, ...] = ()
    transitions: tuple[Literal["green", "digital"], ...] | Unknown = "unknown"
    goals: tuple[Goal, ...] = ()
    assumptions: tuple[Words, ...] = ()
    risks: tuple[Words, ...] = ()
    evidence: Literal["A", "B", "C", "D", "E", "none"] | Unknown = "unknown"
    indicators: tuple[Slug, ...] = ()
    targets: tuple[Slug, ...] = ()
    levers: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.history != "unknown":
            wrong = fault(self.history, ACTIVITY, ActivityStatus)
            if wrong is not None:
                raise ValueError(wrong)
        if len(set(self.pillars)) < len(self.pillars):
            raise ValueError("a pillar is written twice")
        return self

    @property
    def status(self) -> ActivityStatus | None:
        """The state that holds, None where it is not known."""
        return None if self.history == "unknown" else ActivityStatus(self.history[-1].state)

    def organisations(self, *roles: PartnerRole) -> Iterator[str]:
        """Yield the organisations in one of `roles`, or in any without them, each once."""
        seen = dict.fromkeys(
            one.organisation for one in self.partners if not roles or one.role in roles
        )
        return iter(seen)

    def known(self) -> dict[str, bool]:
        """Return the fixed list of facts that a page counts, and which of them are known."""
        return {
            "accountable": any(True for _ in self.organisations(PartnerRole.ACCOUNTABLE)),
            "status": self.history != "unknown",
            "period": self.period != "unknown",
            "area": bool(self.regions or self.area) or self.national is True,
            "target_groups": bool(self.target_groups),
            "activities": bool(self.activities),
            "goals": bool(self.goals),
            "measurable_goal": any(goal.measurable for goal in self.goals),
            "evidence": self.evidence != "unknown",
            "indicators": bool(self.indicators),
        }
