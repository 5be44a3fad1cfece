"""What a policy officer writes in `programme/scenario/`, as records; their sense is checked later.

Numbers, truth values and years are strict: `017`, `12:30` and `yes` are text, as everywhere in the
programme.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    Field,
    Strict,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)

from agdb.programme.model import Record, Slug, Url, Words
from agdb.scenario.evidence import Grade
from agdb.scenario.measures import Lever
from agdb.scenario.scenario import Asks, What

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Yearly = dict[str, Number]


def _grade(word: object) -> object:
    """The letter E and the words "no evidence" are the same grade."""
    return Grade.E.value if word == "E" else word


EvidenceGrade = Annotated[Grade, BeforeValidator(_grade)]


class PriorRecord(Record):
    """One distribution, or one around another: `factor` and `total`."""

    normal: tuple[Number, ...] | None = None
    half_normal: tuple[Number, ...] | None = Field(default=None, alias="half-normal")
    lognormal: tuple[Number, ...] | None = None
    triangular: tuple[Number, ...] | None = None
    uniform: tuple[Number, ...] | None = None
    beta: tuple[Number, ...] | None = None
    dirichlet: Number | None = None
    factor: PriorRecord | None = None
    total: PriorRecord | None = None

    @model_validator(mode="after")
    def _is_one_distribution(self) -> PriorRecord:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"a prior is one distribution, not {len(self.model_fields_set)}")
        return self

    @property
    def chosen(self) -> tuple[str, tuple[float, ...] | float | PriorRecord]:
        """The name of the distribution as it is written, and what is written under it."""
        (field,) = self.model_fields_set
        return field.replace("_", "-"), getattr(self, field)


class LinkRecord(Record):
    """The value of an indicator, for the whole country, from which a number is taken."""

    indicator: Slug
    period: str
    where: dict[str, str] = Field(default_factory=dict)
    scale: Number = Field(default=1.0, gt=0)


class QuantityRecord(Record):
    """A number or table with what must travel with it; a bare one is written in worked examples."""

    value: Number | dict[str, Number]
    prior: PriorRecord | None = None
    unit: Slug | None = None
    source: str | None = None
    grade: EvidenceGrade | None = None
    date: str = ""
    assumption: StrictBool = False
    name: Words = Field(default_factory=dict)
    note: Words = Field(default_factory=dict)
    link: LinkRecord | None = Field(default=None, alias="from")

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, written: object) -> object:
        fields = {field.alias or name for name, field in cls.model_fields.items()}
        if isinstance(written, dict) and set(written) & fields:
            return written
        return {"value": written}

    @property
    def bare(self) -> bool:
        """Whether nothing but the value is written."""
        return self.model_fields_set == {"value"}


class MeasureRecord(Record):
    """One measure: what it touches, for whom, when, on what evidence."""

    pillar: str
    touches: Lever
    reached: dict[str, Number] | tuple[str, ...] | None = Field(default=None, alias="for")
    name: Words = Field(default_factory=dict)
    note: Words = Field(default_factory=dict)
    dose: Number | Yearly | None = None
    start: StrictInt
    end: StrictInt | None = None
    lag: Number = Field(default=0.0, ge=0)
    ramp_years: Number = Field(default=0.0, ge=0)
    decay: Number = Field(default=1.0, ge=0, le=1)
    drawn_from: dict[str, Number] = Field(default_factory=dict)
    cost_elsewhere: Words | None = None
    grade: EvidenceGrade | None = None
    study: str | None = None
    initiatives: tuple[str, ...] = ()
    cost: Yearly = Field(default_factory=dict)
    in_plan: StrictBool = True
    reach: QuantityRecord | None = None
    take_up: QuantityRecord | None = Field(default=None, alias="take-up")
    additionality: QuantityRecord | None = None
    efficacy: QuantityRecord
    displacement: QuantityRecord | None = None


class OptionRecord(Record):
    """A choice put before Parliament; money in EUR mln a year."""

    name: Words = Field(default_factory=dict)
    note: Words = Field(default_factory=dict)
    measures: tuple[str, ...]
    cost: Yearly
    funded: Yearly = Field(default_factory=dict)
    reference_cost: QuantityRecord | None = None
    participant_cost: QuantityRecord | None = None
    evidence: tuple[str, ...] = ()


class VariantRecord(Record):
    """Another way to reckon: numbers fixed at another value, or other measures."""

    name: Words
    asks: Asks
    fix: dict[str, Number] = Field(default_factory=dict)
    certain: StrictBool = False
    grades: tuple[EvidenceGrade, ...] | None = None
    also: tuple[str, ...] = ()


class TargetRecord(Record):
    """A target, in thousands or whatever the scenario counts in, and its own stock."""

    name: Words
    note: Words = Field(default_factory=dict)
    year: StrictInt
    value: Number
    stock: Number | None = None
    stock_year: StrictInt | None = None
    follows: str | None = None
    source: Url

    @model_validator(mode="after")
    def _knows_its_stock(self) -> TargetRecord:
        given = {self.stock is None, self.stock_year is None, self.follows is None}
        if len(given) > 1:
            raise ValueError("stock, stock_year and follows come together, or not at all")
        return self


class ComparisonRecord(Record):
    """A published figure about a group from the end of `first` to the end of `last`."""

    name: Words
    group: str
    what: What
    first: StrictInt
    last: StrictInt
    figure: QuantityRecord


class OriginRecord(Record):
    """Other work that side-entrants leave."""

    name: Words
    share: QuantityRecord


class HistoryRecord(Record):
    """Past employment of a group and the date on which it was recorded."""

    source: str
    recorded: str
    values: Yearly
    breaks: tuple[StrictInt, ...] = ()


class ClaimRecord(Record):
    """A published total with its published parts."""

    name: Words
    source: str
    unit: Slug
    total: Number
    parts: dict[str, Number]


class AgesRecord(Record):
    """The first and the last single year of age."""

    first: StrictInt = Field(ge=0)
    last: StrictInt

    @model_validator(mode="after")
    def _ascend(self) -> AgesRecord:
        if self.last <= self.first:
            raise ValueError(f"ages {self.first} to {self.last} do not ascend")
        return self


class CourseRecord(Record):
    """A level and field of initial education, and where its leavers study on."""

    level: str
    name: Words = Field(default_factory=dict)
    continues_to: str | None = None


class OverlayRecord(Record):
    """Extra jobs that the trend may not contain."""

    name: Words
    green: StrictBool = False
    counted_in: Literal["persons", "full-time"] = "persons"


PillarId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
Named = Annotated[dict[Slug, Words], Field(min_length=1)]


class HeadRecord(Record):
    """The section `scenario`: what the model is made of."""

    id: Slug
    name: Words
    note: Words = Field(default_factory=dict)
    worked_example: StrictBool = False
    base_year: StrictInt
    last_year: StrictInt
    ages: AgesRecord
    pillars: tuple[PillarId, ...] = Field(min_length=1)
    groups: Named
    levels: Named
    programmes: dict[Slug, CourseRecord]
    overlays: dict[Slug, OverlayRecord] = Field(default_factory=dict)
    persons_per_unit: Number = 1.0

    @model_validator(mode="after")
    def _looks_ahead(self) -> HeadRecord:
        if self.last_year <= self.base_year:
            raise ValueError(
                f"the scenario ends in {self.last_year}, not after its base year {self.base_year}"
            )
        return self
