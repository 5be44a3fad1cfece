"""What somebody means who types an id, a name, or a part of one."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from typing import Final

from agdb.errors import UsageError
from agdb.programme.programme import Programme
from agdb.statistics.spelling import plain

Names = Mapping[str, Collection[str]]
"""By id every name that a thing has, the one that it is told by first."""

_MOST: Final = 6  # things that a sentence can list


def indicator_names(programme: Programme) -> Names:
    """Return the names of every indicator, in all languages, and its former ids."""
    return {
        ident: (*one.names.values(), *one.formerly) for ident, one in programme.indicators.items()
    }


def region_names(programme: Programme) -> Names:
    """Return the names of every region, in all languages, each also with that of its division."""
    found: dict[str, list[str]] = {}
    for code, one in programme.regions.items():
        kinds = [d.names for d in programme.plan.divisions if code.startswith(d.prefix)]
        both = [
            f"{name} ({division[language]})"
            for division in kinds
            for language, name in one.names.items()
        ]
        found[code] = [*both, *one.names.values()]
    return found


def source_names(programme: Programme) -> Names:
    """Return the names of every source, in all languages, by the dataset that it gives."""
    return {ident: tuple(one.names.values()) for ident, one in programme.sources.items()}


def meant(
    asked: str,
    names: Names,
    *,
    what: str,
    listed_by: str,
    fits: Callable[[str], bool] | None = None,
    fitting_to: str = "",
) -> str:
    """Return the id that `asked` is: an id, a name, or words that begin words of one name alone.

    Case and accents do not matter. Of several that the words can be, one that `fits` is meant; what
    it fits is said by `fitting_to`. Raises `UsageError` that lists what it can be, or what is like.

    >>> bicycles = {"stock": ("Bicycles", "Fietsen"), "lanes": ("Cycle lanes", "Fietspaden")}
    >>> meant("fietspad", bicycles, what="indicator", listed_by="agdb indicators")
    'lanes'
    """
    if asked in names:
        return asked
    found = _exactly(asked, names) or [
        ident for ident, some in names.items() if is_spoken_of(asked, ident, some)
    ]
    if len(found) == 1:
        return found[0]
    fitting = [ident for ident in found if fits is None or fits(ident)]
    if len(fitting) == 1:
        return fitting[0]
    if found:
        shown = "; ".join(f"{ident} ({next(iter(names[ident]))})" for ident in fitting[:_MOST])
        more = f"; and {len(fitting) - _MOST} more" if len(fitting) > _MOST else ""
        can_be = f"{asked!r} can be {len(found)} things"
        raise UsageError(
            f"{can_be}: {shown}{more}" if fitting else f"{can_be}, and none has {fitting_to}",
            remedy=f"give one id; {listed_by} lists them",
        )
    close = nearest(asked, names)
    remedy = f"did you mean {' or '.join(close)}?" if close else f"{listed_by} lists them"
    raise UsageError(f"there is no {what} {asked!r}", remedy=remedy)


def _exactly(asked: str, names: Names) -> list[str]:
    wanted = _words(asked)
    return [ident for ident, some in names.items() if any(_words(one) == wanted for one in some)]


def is_spoken_of(asked: str, ident: str, names: Collection[str]) -> bool:
    """Return whether each word of `asked` begins a word of the id, or of one of the names.

    >>> is_spoken_of("cycle lane", "lanes", ("Cycle lanes",)), is_spoken_of("", "lanes", ())
    (True, False)
    """
    wanted = _words(asked)
    return bool(wanted) and any(
        all(any(word.startswith(one) for word in words) for one in wanted)
        for words in map(_words, (ident, *names))
    )


def nearest(asked: str, names: Names) -> list[str]:
    """Return the ids, at most three, of which the id or a name is written nearly as `asked`.

    >>> nearest("cbs:85224NDE", {"cbs:85224NED": (), "cbs:83451NED": ("Vacatures",)})[0]
    'cbs:85224NED'
    """
    spelled = {ident.lower(): ident for ident in names}
    for ident, some in names.items():
        spelled |= {" ".join(_words(one)): ident for one in some}
    near = difflib.get_close_matches(asked.lower(), spelled, n=6, cutoff=0.6)
    return [*dict.fromkeys(spelled[one] for one in near)][:3]


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in plain(text)).split()
