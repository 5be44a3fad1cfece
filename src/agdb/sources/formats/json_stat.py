"""JSON-stat: a cube of values in row-major order over its dimensions, of version 1 and 2.

Layout: https://json-stat.org/full/ (2.0) and the bundles of version 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from agdb.files.documents import decoded
from agdb.files.recorded import fault, shown

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_LARGEST: Final = 1 << 53


@dataclass(frozen=True)
class Axis:
    """One dimension of the cube: its codes in their positions, with labels."""

    id: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class Cube:
    """One JSON-stat data set.

    `places` are flat row-major indices, rising, of the cells that have a value, a status or both;
    `values` goes with them and is nan where there is only a status.
    """

    label: str
    source: str
    updated: str
    axes: tuple[Axis, ...]
    roles: Mapping[str, tuple[str, ...]]
    places: Integers
    values: Floats
    statuses: Mapping[int, str]
    extension: Mapping[str, Any]

    @property
    def size(self) -> int:
        """Number of cells that the dimensions span."""
        return math.prod(len(axis.codes) for axis in self.axes)


class _Category(msgspec.Struct, frozen=True):
    index: dict[str, int] | list[str] | None = None
    label: dict[str, str] | None = None
    unit: dict[str, dict[str, object]] | None = None


class _Dimension(msgspec.Struct, frozen=True):
    category: _Category
    label: str | None = None


class _Head(msgspec.Struct, frozen=True):
    """The data set without its values; `dimension` is read once its ids are known."""

    dimension: dict[str, msgspec.Raw]
    value: msgspec.Raw
    id: list[str] | None = None
    size: list[int] | None = None
    role: dict[str, list[str]] | None = None
    status: dict[int, str | None] | list[str | None] | str | None = None
    label: str | None = None
    source: str | None = None
    updated: str | None = None
    extension: dict[str, Any] | None = None


Decoded = TypeVar("Decoded")


def decode(content: bytes | msgspec.Raw, kind: type[Decoded], *, name: str) -> Decoded:
    """Return `content` as `kind`; raises `SourceError` with the reason if it does not fit."""
    return decoded(
        content,
        kind,
        refused=lambda reason: fault(f"not the JSON that is expected here ({reason})", name),
    )


def read_cube(content: bytes | msgspec.Raw, *, name: str) -> Cube:
    """Return the data set in `content`, a JSON-stat object of class `dataset`.

    Raises `SourceError` if sizes, positions, values or statuses do not fit each other.
    """
    head = decode(content, _Head, name=name)
    ids, sizes = _shape(head, name)
    axes = tuple(
        _axis(id_, size, head.dimension, name) for id_, size in zip(ids, sizes, strict=True)
    )
    size = math.prod(sizes)
    places, values = _values(head.value, size, name)
    statuses = _statuses(head.status, places, size, name)
    extra = sorted(set(statuses).difference(places.tolist()))
    if extra:
        places = np.concatenate([places, np.array(extra, dtype=np.int64)])
        values = np.concatenate([values, np.full(len(extra), np.nan)])
    order = np.argsort(places, kind="stable")
    return Cube(
        label=head.label or "",
        source=head.source or "",
        updated=head.updated or "",
        axes=axes,
        roles={role: tuple(names) for role, names in (head.role or {}).items()},
        places=places[order],
        values=values[order],
        statuses=statuses,
        extension=head.extension or {},
    )


def _shape(head: _Head, name: str) -> tuple[list[str], list[int]]:
    """Ids and sizes stand at the top in version 2, inside `dimension` in version 1."""
    ids, sizes = head.id, head.size
    if ids is None and "id" in head.dimension and "size" in head.dimension:
        ids = decode(head.dimension["id"], list[str], name=name)
        sizes = decode(head.dimension["size"], list[int], name=name)
    if not ids or sizes is None or len(ids) != len(sizes) or len(set(ids)) != len(ids):
        raise fault("the cube does not say its dimensions and their sizes", name)
    if any(size < 0 for size in sizes) or math.prod(sizes) > _LARGEST:
        raise fault(f"the cube cannot have the sizes {shown(sizes)}", name)
    return ids, sizes


def _axis(id_: str, size: int, dimensions: Mapping[str, msgspec.Raw], name: str) -> Axis:
    if id_ not in dimensions:
        raise fault(f"the cube has no dimension {shown(id_)}", name)
    read = decode(dimensions[id_], _Dimension, name=name)
    labels = read.category.label or {}
    index = read.category.index
    if index is None:  # allowed for a dimension of one code
        index = list(labels)
    positions = index if isinstance(index, dict) else {code: n for n, code in enumerate(index)}
    if len(positions) != size or sorted(positions.values()) != list(range(size)):
        raise fault(
            f"dimension {shown(id_)} has {len(positions)} codes and claims {size},"
            " or their positions have gaps",
            name,
        )
    units = {code: str(unit.get("label", "")) for code, unit in (read.category.unit or {}).items()}
    codes = tuple(sorted(positions, key=positions.__getitem__))
    return Axis(id_, read.label or id_, codes, labels, units)


def _values(raw: msgspec.Raw, size: int, name: str) -> tuple[Integers, Floats]:
    """Flat places and values of the cells that have one; a hole is absent or null."""
    if bytes(raw).lstrip()[:1] == b"[":
        listed = decode(raw, list[float | None], name=name)
        if len(listed) != size:
            raise fault(f"the cube holds {len(listed)} values and spans {size} cells", name)
        values = np.array(listed, dtype=np.float64)  # null becomes nan
        places = np.flatnonzero(~np.isnan(values)).astype(np.int64)
        return places, values[places]
    keyed = decode(raw, dict[int, float | None], name=name)
    places = np.fromiter(_in_range(keyed, size, name), dtype=np.int64, count=len(keyed))
    values = np.array(list(keyed.values()), dtype=np.float64)
    _no_repeats(bytes(raw), len(keyed), name)
    there = ~np.isnan(values)
    return places[there], values[there]


def _in_range(keyed: Mapping[int, object], size: int, name: str) -> Mapping[int, object]:
    if keyed and (min(keyed) < 0 or max(keyed) >= size):
        raise fault(f"a value stands outside the {size} cells that the cube spans", name)
    return keyed


def _no_repeats(raw: bytes, count: int, name: str) -> None:
    """A key that occurs twice would silently win over the first; numbers hold no colon."""
    if raw.count(b":") != count:
        raise fault("a cell of the cube occurs twice", name)


def _statuses(
    status: dict[int, str | None] | list[str | None] | str | None,
    places: Integers,
    size: int,
    name: str,
) -> dict[int, str]:
    if status is None:
        return {}
    if isinstance(status, str):  # one for all
        return dict.fromkeys(places.tolist(), status) if status else {}
    if isinstance(status, list) and len(status) == 1 != size:  # one for all, as version 1 has it
        return _statuses(status[0], places, size, name)
    if isinstance(status, list):
        if len(status) != size:
            raise fault(f"the cube holds {len(status)} statuses and spans {size} cells", name)
        status = dict(enumerate(status))
    _in_range(status, size, name)
    return {place: word for place, word in status.items() if word}
