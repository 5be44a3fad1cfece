"""From the content of a YAML file to a checked record, and from a mistake to one sentence."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from agdb.errors import ProgrammeError
from agdb.programme.located import Located, Path

T = TypeVar("T", bound=BaseModel)


def record(
    model: type[T], located: Located, path: Path = (), *, languages: tuple[str, ...] | None = None
) -> T:
    """Return the `model` written at `path` of a file, its texts complete in `languages`.

    Raises `ProgrammeError` for the first mistake in it, with its file and line.
    """
    content = located.content
    context = {} if languages is None else {"languages": languages}
    for step in path:
        content = content[step]
    try:
        return model.model_validate(content, context=context)
    except ValidationError as error:
        raise _sentence(model, located, path, error) from None


def records(
    model: type[T], located: Located, *, languages: tuple[str, ...] | None = None
) -> list[T]:
    """Return the list of `model` that a file holds; raises `ProgrammeError` as `record` does."""
    if not isinstance(located.content, list):
        raise ProgrammeError("this file holds a list", place=located.place(()))
    return [
        record(model, located, (position,), languages=languages)
        for position in range(len(located.content))
    ]


def _sentence(
    model: type[BaseModel], located: Located, path: Path, error: ValidationError
) -> ProgrammeError:
    # A wrong key explains a missing one (directon for direction): tell it first.
    mistakes = error.errors(include_url=False)
    first = next((m for m in mistakes if m["type"] == "extra_forbidden"), mistakes[0])
    steps = tuple(step for step in first["loc"] if _written(located, path, step))
    if first["type"] == "union_tag_invalid":
        steps = (*steps, first["ctx"]["discriminator"].strip("'"))
    where = (*path, *steps)
    name = ".".join(str(step) for step in first["loc"])
    given = first.get("input")
    if first["type"] == "extra_forbidden":
        key = str(first["loc"][-1])
        return ProgrammeError(
            f"unknown key {key!r}",
            place=located.place((*path, *first["loc"])),
            remedy=_suggestion(key, model, mistakes),
        )
    if first["type"] == "missing":
        around = tuple(step for step in first["loc"][:-1] if _written(located, path, step))
        place = located.place((*path, *around))
        return ProgrammeError(f"the key {name!r} is missing", place=place)
    message = first["msg"].removeprefix("Value error, ")
    value = "" if isinstance(given, dict | list) else f" is {given!r}"
    # Without the branches of a union, which nobody wrote, and with the name of what it is in.
    told = [*(step for step in path if isinstance(step, str)), *map(str, steps)]
    about = f"{'.'.join(told) or name}{value}"
    what = f"{message[:1].lower()}{message[1:]}"
    return ProgrammeError(f"{about}: {what}" if about else what, place=located.place(where))


def _written(located: Located, path: Path, step: str | int) -> bool:
    """Whether a step of pydantic's location stands in the file; union tags do not."""
    return any(step in known[len(path) :] for known in located.lines) or isinstance(step, int)


def _suggestion(key: str, model: type[BaseModel], mistakes: list[Any]) -> str:
    missing = [str(m["loc"][-1]) for m in mistakes if m["type"] == "missing"]
    names = missing or list(model.model_fields)
    close = difflib.get_close_matches(key, names, n=1) or difflib.get_close_matches(
        key, list(model.model_fields), n=1
    )
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known keys are {', '.join(model.model_fields)}"
