"""The register in files: one YAML file a kind, read with file and line, and written back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from agdb.errors import ProgrammeError
from agdb.programme.located import Located, read
from agdb.programme.record import records
from agdb.register.block import block
from agdb.register.consistency import Fault, faults
from agdb.register.entry import Entry
from agdb.register.register import KINDS, Register, register_of


def read_register(
    bodies: Mapping[str, str],
    *,
    languages: tuple[str, ...],
    misfits: Callable[[Register], Iterable[Fault]] | None = None,
) -> Register:
    """Return the register in `bodies`: the text of each file by its name, `money.yaml` and so on.

    A kind without a file has no records. Raises `ProgrammeError` for the first mistake, with file
    and line: what is not YAML, an unknown key, a wrong value, an id used twice, a file of no kind,
    and records that contradict each other or, by `misfits`, what they are read beside.

    >>> read_register({}, languages=("nl",)).initiatives
    {}
    """
    for name in bodies:
        if _kind_of(name) not in KINDS:
            raise ProgrammeError(
                f"the register has no kind of record called {_kind_of(name)!r}",
                place=read(name, "").place(()),
                remedy=f"it has {', '.join(KINDS)}",
            )
    located = {_kind_of(name): read(name, text) for name, text in bodies.items()}
    found: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    for kind, file in located.items():
        if file.content is not None:
            found[kind] = _read(KINDS[kind], file, languages)
    register = register_of(found)
    for fault in (*faults(register), *(misfits(register) if misfits else ())):
        position = list(found[fault.kind]).index(fault.ident)
        raise ProgrammeError(
            f"{fault.ident}.{fault.where}: {fault.what}",
            place=located[fault.kind].place((position, fault.where)),
            remedy="mend this record or the one that it names",
        )
    return register


def _kind_of(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


def _read(model: type[Entry], file: Located, languages: tuple[str, ...]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for position, one in enumerate(records(model, file, languages=languages)):
        if one.id in found:
            raise ProgrammeError(
                f"{one.id!r} was written before",
                place=file.place((position, "id")),
                remedy="give each its own id",
            )
        found[one.id] = one
    return found


def register_files(register: Register) -> dict[str, bytes]:
    """Return the files of `register`: reading and writing them again gives the same bytes.

    A kind without records has no file. Fields that have their default are left out.
    """
    return {
        f"{kind}.yaml": block([_plain(one) for one in some.values()]).encode()
        for kind, some in register.kinds()
        if some
    }


def _plain(one: object) -> Any:  # noqa: ANN401 - what YAML can hold
    """What YAML writes of a value: text, number, truth, list or mapping; sources stand last."""
    match one:
        case BaseModel():
            parts = ((name, usual, getattr(one, name)) for name, usual in _layout(type(one)))
            return {name: _plain(part) for name, usual, part in parts if part != usual}
        case Enum():
            return one.value
        case tuple():
            return [_plain(part) for part in one]
        case dict():
            return {key: _plain(part) for key, part in one.items()}
    return one


@cache
def _layout(model: type[BaseModel]) -> tuple[tuple[str, object], ...]:
    """The fields of a model in the order of a file, each with what is left out: its default."""
    ending = [name for name in Entry.model_fields if name != "id"]
    order = sorted(model.model_fields, key=lambda name: name in ending)
    return tuple((name, _default(model, name)) for name in order)


def _default(model: type[BaseModel], name: str) -> object:
    """The default of a field; of a required one something that no value equals."""
    info = model.model_fields[name]
    return object() if info.is_required() else info.get_default(call_default_factory=True)
