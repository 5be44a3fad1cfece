"""How a publisher came by its figures, and so whether chance can explain a difference in them."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Words


class Collection(Record):
    """Under `collection` in a source, or under one of its measures where that differs.

    A `survey` asks some and estimates the others: it names a rule of `margins.yaml`, or says in
    `no_margin` why no margin is known. A `full-count` counts everyone, as a register does: it has
    no sampling error. `counted` says whom, where that is less than the name of the figures says,
    and `rounded_to` what the publisher rounds to. An `estimate` is made of several sources or by a
    model, as national accounts and forecasts are. `unknown` is for a publication that does not say.
    """

    kind: Literal["survey", "full-count", "estimate", "unknown"]
    margin: Slug | None = None
    no_margin: Words | None = None
    counted: Words | None = None
    rounded_to: int | None = Field(default=None, gt=1)

    @model_validator(mode="after")
    def _says_what_is_known_of_its_margin(self) -> Self:
        said = sum(one is not None for one in (self.margin, self.no_margin))
        if self.kind == "survey" and said != 1:
            raise ValueError("a survey names its margin, or says in no_margin why none is known")
        if self.kind != "survey" and said:
            raise ValueError(f"only a survey has a sampling margin, and this is: {self.kind}")
        if self.kind != "full-count" and (self.counted or self.rounded_to):
            raise ValueError("counted and rounded_to are for a full count")
        return self
