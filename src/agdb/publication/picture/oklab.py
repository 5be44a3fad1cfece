"""Colours mixed as `color-mix(in oklab, ...)` of CSS does, for programs that know no such rule.

The space is that of B. Ottosson, A perceptual color space for image processing (2020).
"""

from __future__ import annotations

from typing import Final

_TO_LMS: Final = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB: Final = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_OKLAB: Final = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_TO_LINEAR: Final = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
Matrix = tuple[tuple[float, float, float], ...]
_SHORT: Final = 3


def mixed(one: str, other: str, part: float) -> str:
    """Return `part` of a colour with the rest of another; both are hexadecimal, as in `#0c6b63`.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#636363'
    """
    pairs = zip(_oklab(one), _oklab(other), strict=True)
    found = [part * a + (1 - part) * b for a, b in pairs]
    linear = _times(_TO_LINEAR, [level**3 for level in _times(_FROM_OKLAB, found)])
    return "#" + "".join(f"{round(255 * _encoded(level)):02x}" for level in linear)


def _oklab(hexadecimal: str) -> list[float]:
    digits = hexadecimal.removeprefix("#")
    digits = digits if len(digits) > _SHORT else "".join(2 * digit for digit in digits)
    levels = [int(digits[nth : nth + 2], 16) / 255 for nth in (0, 2, 4)]
    linear = [
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
        for level in levels
    ]  # fmt: skip
    return _times(_TO_OKLAB, [level ** (1 / 3) for level in _times(_TO_LMS, linear)])


def _times(matrix: Matrix, levels: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, levels, strict=True)) for row in matrix]


def _encoded(level: float) -> float:
    level = min(max(level, 0.0), 1.0)
    return 12.92 * level if level <= 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055
