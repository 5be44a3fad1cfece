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

    @property
    def view_box(self) -> str:
        """The box as SVG writes it.

        >>> Shapes(2023, 10, 20, "", "", "", "", {}).view_box
        '0 0 10 20'
        """
        return f"0 0 {self.width} {self.height}"


def read_shapes(body: bytes, *, name: str) -> Shapes:
    """Return the shapes in a file; raises `ProgrammeError` if it does not hold them."""
    try:
        return msgspec.json.decode(body, type=Shapes)
    except msgspec.DecodeError as error:
        raise ProgrammeError(
            f"these are no shapes ({str(error).rstrip('.')})",
            place=Place(name),
            remedy="make the file again as programme/regions/README.md says",
        ) from None


def shapes_bytes(shapes: Shapes) -> bytes:
    """Return the file of `shapes`: one line a region, so that a change shows as one.

    >>> shapes = Shapes(2023, 10, 20, "", "", "", "", {"PV20": "M1 1h2v2z"})
    >>> read_shapes(shapes_bytes(shapes), name="a.json") == shapes
    True
    """
    return msgspec.json.format(msgspec.json.encode(shapes), indent=1) + b"\n"
