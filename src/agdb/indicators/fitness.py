"""Whether the programme can use a recording: are the measures and codes that it names in it?"""

from __future__ import annotations

from agdb.errors import IndicatorError, Place, SourceError
from agdb.indicators.selection import resolve
from agdb.indicators.units import settled_measure
from agdb.programme.programme import Programme
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure


def check_fit(structure: Structure, *, dataset: DatasetId, programme: Programme) -> None:
    """Raise `SourceError` if an indicator cannot find in `structure` what it reads of `dataset`.

    Names the first indicator that cannot, what it misses, and how many more there are.
    """
    misfits: list[tuple[str, IndicatorError]] = []
    for indicator in programme.indicators.values():
        for term in indicator.metric.terms:
            if not DatasetId.parse(term.selection.dataset).same_as(dataset):
                continue
            try:
                role = resolve(
                    programme=programme, indicator=indicator, term=term, structure=structure
                )
                settled_measure(indicator, programme, role)
            except IndicatorError as error:
                misfits.append((indicator.id, error))
                break
    if misfits:
        name, first = misfits[0]
        more = f", and neither can {len(misfits) - 1} others" if len(misfits) > 1 else ""
        raise SourceError(
            f"the indicator {name} cannot read this recording ({first.what}){more}",
            place=Place(str(dataset)),
            remedy=f"{first.remedy}: change the programme, or keep the recording with --anyway",
        )
