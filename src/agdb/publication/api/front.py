"""What is said first of an indicator, as data: members, newest figures, and the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agdb.publication.reading.lead import change_told, course, newest_sentence
from agdb.publication.reading.reading import Reading


def front_data(reading: Reading, spoken: Mapping[str, Reading]) -> dict[str, Any]:
    """Return the figures in front with what is said of them in every language of `spoken`.

    `figures` is empty and the texts are too where an indicator still waits for its figures.
    """
    return {
        "figures": [
            {
                "region": series.region,
                "breakdown": dict(series.member),
                "period": series.latest.period.text,
                "value": float(series.latest.number),
            }
            for series in reading.headlines
            if series.latest is not None and series.latest.number is not None
        ],
        "course": course(reading).value,
        "sentence": {code: str(newest_sentence(one)) for code, one in spoken.items()},
        "change": {code: change_told(one) for code, one in spoken.items()},
    }
