"""The shapes of regions as they are drawn: one path a region, all in one box."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from agdb.errors import Place, ProgrammeError


class Shapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """SVG paths by region code, in one box of `width` by `height`, north up.

    `citation` and `licence` must be shown wherever a shape is. Regions that touch share their
    border to the last digit, so that no gap or overlap shows at any size.
    """

    year: int
    width: int
    height: int
    citation: str
    licence: str
    licence_url: str
    note: str
    paths: Mapping[str, str]


def read_shapes(body: bytes, *, name: str) -> Shapes:
    """Return the shapes in a file; raises `ProgrammeError` if it does not hold them."""
    try:
        return msgspec.json.decode(body, type=Shapes)
    except msgspec.DecodeError as error:
        raise ProgrammeError(
            f"not a file of shapes ({str(error).rstrip('.')})",
            place=Place(name),
            remedy="make the file again as programme/regions/README.md says",
        ) from None
