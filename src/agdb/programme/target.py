"""A target: who set it, what it says, and which figures may be held against it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from agdb.programme.model import Cited, Record, Slug, Words


class Candidate(Record):
    """A way of counting that the target may mean, as far as anybody knows.

    `when` is the condition in words (`als HCA-ICT bedoeld is`); what is said of the indicator is
    said under it. `member` names codes of breakdowns where not the headline is meant; of such a
    part there is no forecast, and so no chance.
    """

    indicator: Slug
    when: Words
    member: dict[str, str] = {}


class Target(Record):
    """One entry of `targets.yaml`.

    `upper` is the end of a range where the target names one. `year` is the year in which it must be
    reached, None where it holds for every year. Only where `same_definition` is true may it judge
    its `indicator`; without it that one stands beside the target and is not measured by it.
    `candidates` are for a target of which the papers do not say what it counts: each is judged
    under its condition. `open_question` is what its sources disagree about.
    """

    id: Slug
    names: Words
    value: float
    upper: float | None = None
    unit: Slug
    year: int | None = Field(default=None, ge=2000, le=2100)
    direction: Literal["up", "down"]
    area: Words | None = None
    owner: Words
    basis: Literal["law", "policy", "agreement", "ambition"]
    definition: Words
    open_question: Words | None = None
    sources: tuple[Cited, ...] = Field(min_length=1)
    indicator: Slug | None = None
    same_definition: bool = False
    candidates: tuple[Candidate, ...] = ()

    @model_validator(mode="after")
    def _names_what_it_judges(self) -> Target:
        if self.same_definition and self.indicator is None:
            raise ValueError("same_definition needs the indicator that the target is about")
        if self.area is not None and (self.indicator is not None or self.candidates):
            raise ValueError(
                "area: a target for another area cannot stand beside a series of this country"
            )
        if self.candidates and self.indicator is not None:
            raise ValueError("give either the indicator that is meant, or candidates for it")
        if self.upper is not None and self.upper <= self.value:
            raise ValueError("upper must be above value")
        return self

    def judges(self, indicator: str) -> bool:
        """Whether the headline of an indicator is judged, under a condition or without one."""
        if self.same_definition and indicator == self.indicator:
            return True
        return any(one.indicator == indicator and not one.member for one in self.candidates)
