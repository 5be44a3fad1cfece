"""How a command ends: with one sentence on standard error and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Final, NoReturn

import typer
from typer.exceptions import TyperException

from agdb.errors import AgdbError, Place, UsageError

_WHOLE: Final = "stopped; nothing is half done, and the same command can be given again."
_STOPPED: Final = 130  # as a shell gives for an interrupt


def end_with(command: Callable[[], object]) -> NoReturn:
    """Run `command` and leave the process with its code, 0 if it gives none.

    An error in the data, on the disk or of the user is printed as one sentence. A reader of the
    output that stops early, as `head` does, is not an error.
    """
    _give_output()
    try:
        code = command()
        if code == _STOPPED:  # the library of commands caught the interrupt first
            _tell(_WHOLE)
        sys.stdout.flush()  # a full disk behind the output shows here, not after the exit code
    except AgdbError as error:
        _tell(str(error))
        code = error.exit_code
    except TyperException as error:  # an option or argument that does not exist
        _tell(f"{error.format_message()} (agdb --help lists the commands)")
        code = UsageError.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _tell(_WHOLE)
        code = _STOPPED
    except MemoryError:
        _tell("the memory of this machine is too small for this; nothing is half done.")
        code = AgdbError.exit_code
    except BrokenPipeError:
        _forget_output()
        code = 0
    except _database_errors() as error:
        _tell(
            f"the database refuses this ({' '.join(str(error).split())});"
            " run agdb doctor, or restore a backup."
        )
        code = AgdbError.exit_code
    except OSError as error:
        _tell(str(disk_error(error)))
        _forget_output()
        code = AgdbError.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _database_errors() -> tuple[type[Exception], ...]:
    """What a database may raise in the middle of a command; nothing, where none was opened."""
    opened = sys.modules.get("django.db")
    return () if opened is None else (opened.DatabaseError,)


def disk_error(error: OSError) -> AgdbError:
    """Return what the system refused as a sentence of ours.

    >>> print(disk_error(PermissionError(13, "Permission denied", "/srv/agdb/var")))
    /srv/agdb/var: the system refuses this (Permission denied); check the rights and the room there.
    """
    return AgdbError(
        f"the system refuses this ({error.strerror or error})",
        place=None if error.filename is None else Place(str(error.filename)),
        remedy="check the rights and the room there",
    )


def _tell(sentence: str) -> None:
    typer.echo(f"agdb: {sentence}", err=True)


def _give_output() -> None:
    """Where the caller closed an output, Python has None there; what is written then goes nowhere.

    The lowest free number is the closed one, so no file opened later takes the place of the output.
    What is written is UTF-8, also where the machine has no such locale; a name of a file that is
    not is shown by its bytes.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """Output that cannot be written is not tried again when the process ends."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
