"""Names for the codes in a value: of its region and of its members."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.errors import ReleaseError
from agdb.programme.indicator import Breakdown, Indicator
from agdb.programme.programme import Programme
from agdb.publication.reading.series import Member
from agdb.publication.wording.language import Language


@dataclass(frozen=True, slots=True)
class Names:
    """How the codes of a programme are called in one language."""

    programme: Programme
    language: Language

    def region(self, code: str) -> str:
        """Return the name of region `code`; raises `ReleaseError` if it is not in the programme."""
        region = self.programme.regions.get(code)
        if region is None:
            raise ReleaseError(f"region {code!r} has no name", remedy="add it to the regions")
        return self.language.words(region.names)

    def division(self, code: str) -> str:
        """Return the name, in the singular, of the division that region `code` belongs to."""
        for division in self.programme.plan.divisions:
            if code.startswith(division.prefix):
                return self.language.words(division.names)
        return self.language.say("region.other")

    def part(self, breakdown: Breakdown, code: str) -> str:
        """Return the name of one member of `breakdown`.

        Raises `ReleaseError` if the code is neither the total nor in the classification.
        """
        classification = self.programme.classifications.get(breakdown.classification)
        members = () if classification is None else classification.members
        for member in members:
            if member.id == code:
                return self.language.words(member.names)
        if code == breakdown.total:
            return self.language.say("breakdown.total")
        raise ReleaseError(
            f"code {code!r} of breakdown {breakdown.id!r} has no name",
            remedy=f"add it to classification {breakdown.classification!r}",
        )

    def member(self, definition: Indicator, member: Member) -> str:
        """Return the names of all parts of `member` that are not a total; empty for the whole."""
        by_id = {breakdown.id: breakdown for breakdown in definition.breakdowns}
        parts = [self.part(by_id[key], code) for key, code in member if by_id[key].total != code]
        return ", ".join(parts)
