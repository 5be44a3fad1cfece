"""A child process whose system calls are counted, and one of which ends it or is refused.

Between two system calls nothing on the disk changes, so a process that is killed at each of them is
killed at every moment that matters, whichever library makes the call: Python, DuckDB or SQLite.
Uses ptrace of Linux on x86-64; elsewhere `reason_against` says why there is none.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.broken_off.flushing import Unflushed

_TRACEME, _CONT, _GETREGS, _SETREGS, _SYSCALL, _OPTIONS = 0, 7, 12, 13, 24, 0x4200
_FOLLOWED: Final = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x80 | 0x100000
"""Forks, threads and programs are followed, chosen calls stop, and all ends with us."""
_ANY_CHILD: Final = 0x40000000  # __WALL
_AT_CALL, _AT_END = 7, signal.SIGTRAP | 0x80
_NUMBERS: Final = {
    "write": (1, 18, 20, 296),
    "open": (2, 85, 257),
    "sync": (74, 75, 306, 277),
    "rename": (82, 264, 316),
    "mkdir": (83, 258),
    "unlink": (84, 87, 263),
    "link": (86, 88, 265, 266),
    "truncate": (76, 77, 285),
    "rights": (90, 91, 268, 452),
    "lock": (73,),
    "socket": (42, 44, 45),
}
_KIND: Final = {number: kind for kind, some in _NUMBERS.items() for number in some}
KINDS: Final = (*_NUMBERS, "torn")
"""What a stop can be at; `torn` is a write of which only the first half is done."""
ANY: Final = "any"
NEEDS_ROOM: Final = frozenset({"write", "open", "mkdir", "truncate"})
_CHANGING: Final = NEEDS_ROOM | {"rename", "unlink", "link", "rights"}
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_OPEN, _CREAT, _FCNTL = 2, 85, 72
_LOCKING: Final = frozenset({6, 7, 37, 38})  # what fcntl is asked for when it locks
_OF_DESCRIPTORS: Final = frozenset({74, 75, 91})  # fsync, fdatasync, fchmod
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_LIBC.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_LIBC.ptrace.restype = ctypes.c_long


class _Registers(ctypes.Structure):
    """The first 27 registers of x86-64, in the order of the kernel."""

    _fields_ = [
        (name, ctypes.c_ulonglong)
        for name in (
            *("r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx"),
            *("rdx", "rsi", "rdi", "orig_rax", "rip", "cs", "eflags", "rsp", "ss", "fs_base"),
            *("gs_base", "ds", "es", "fs", "gs"),
        )
    ]


@dataclass(frozen=True)
class Stop:
    """At the `at`-th call of a kind, counted from 0: a signal, or `refuse`, an error from then on.

    An error is given to every call that needs room; at `any`, from the first on, to every call that
    changes something.
    """

    kind: str
    at: int
    refuse: int = 0
    sent: int = signal.SIGKILL

    def refuses(self, kind: str) -> bool:
        """Whether a call of this kind is given an error."""
        return kind in (_CHANGING if self.kind == ANY else NEEDS_ROOM)


@dataclass
class Traced:
    """How a child ended, and how many calls of each kind it made."""

    status: int = 0
    calls: Counter[str] = field(default_factory=Counter)

    @property
    def killed(self) -> bool:
        """Whether it was ended from outside."""
        return os.WIFSIGNALED(self.status)

    @property
    def code(self) -> int:
        """Its exit code."""
        return os.waitstatus_to_exitcode(self.status)


def reason_against() -> str:
    """Why nothing can be traced here; empty if it can."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return "the numbers of system calls are those of Linux on x86-64"
    child = os.fork()
    if not child:
        os._exit(0 if _LIBC.ptrace(_TRACEME, 0, None, None) == 0 else 1)
    return "" if os.waitpid(child, 0)[1] == 0 else "ptrace is not allowed here"


def traced(
    work: Callable[[], int],
    *,
    place: Path,
    stop: Stop | None = None,
    follows: Unflushed | None = None,
) -> Traced:
    """Run `work` in a fork of this process, and count what it does to files below `place`.

    `follows` sees every call before it is made.
    """
    child = os.fork()
    if not child:
        _LIBC.ptrace(_TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        _stop_at_calls()
        os._exit(work())
    return _Tracer(child, place, stop, follows).run()


def heed_rights() -> None:
    """Have the rights of files count for this process, which may be that of root."""
    head = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0), 8)
    held = ctypes.create_string_buffer(24)
    if _LIBC.capget(head, held):
        os._exit(72)
    numbers = list(struct.unpack("6I", held.raw))
    for place in (0, 1):  # what is in force, and what may be taken again
        numbers[place] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if _LIBC.capset(head, ctypes.create_string_buffer(struct.pack("6I", *numbers), 24)):
        os._exit(72)


def untraced(work: Callable[[], int]) -> Traced:
    """Run `work` in a fork of this process, and count nothing."""
    child = os.fork()
    if not child:
        os._exit(work())
    return Traced(os.waitpid(child, 0)[1])


class _Tracer:
    def __init__(
        self, child: int, place: Path, stop: Stop | None, follows: Unflushed | None
    ) -> None:
        self._child, self._place, self._stop, self._follows = child, place, stop, follows
        self._found = Traced()
        self._refusing = False

    def run(self) -> Traced:
        os.waitpid(self._child, 0)
        _ptrace(_OPTIONS, self._child, _FOLLOWED)
        _ptrace(_CONT, self._child)
        while True:
            task, status = os.waitpid(-1, _ANY_CHILD)
            if os.WIFSTOPPED(status):
                with suppress(ProcessLookupError):  # it may end at any moment
                    self._stopped(task, status)
            elif task == self._child:
                self._found.status = status
                return self._found

    def _stopped(self, task: int, status: int) -> None:
        then, passed, signalled = _CONT, 0, os.WSTOPSIG(status)
        if status >> 16 == _AT_CALL:
            registers = _registers(task)
            if self._follows is not None:
                with suppress(OSError):  # what has no name, such as a pipe
                    self._follows.saw(task, registers)
            kind = self._kind(task, registers)
            then = self._begun(task, registers, kind) if kind else _CONT
        elif signalled == _AT_END:
            os.kill(self._child, signal.SIGKILL)
        elif signalled not in {signal.SIGTRAP, signal.SIGSTOP}:
            passed = signalled
        _ptrace(then, task, passed)

    def _begun(self, task: int, registers: _Registers, kind: str) -> int:
        """Count the call, and kill or refuse where it is time; return how to go on."""
        stop, calls = self._stop, self._found.calls
        number = calls[kind]
        calls[kind] += 1
        if kind == "write" and registers.rdx > 1:
            calls["torn"] += 1
            if stop and (stop.kind, stop.at) == ("torn", calls["torn"] - 1):
                registers.rdx //= 2
                _ptrace(_SETREGS, task, ctypes.addressof(registers))
                return _SYSCALL  # until the half is written
        if stop and (stop.kind, stop.at) == (kind, number):
            if not stop.refuse:
                os.kill(self._child, stop.sent)
            self._refusing = bool(stop.refuse)
        if stop and (self._refusing or stop.kind == ANY) and stop.refuses(kind):
            registers.orig_rax = ctypes.c_ulonglong(-1).value
            registers.rax = ctypes.c_ulonglong(-stop.refuse).value
            _ptrace(_SETREGS, task, ctypes.addressof(registers))
        return _CONT

    def _kind(self, task: int, registers: _Registers) -> str:
        """The kind of the call, if it may change something below the place; else nothing."""
        number = registers.orig_rax
        kind = _KIND.get(number, "")
        if kind in {"write", "truncate"} or number in _OF_DESCRIPTORS:
            return kind if self._is_of_place(task, registers.rdi) else ""
        if kind == "open" and number != _CREAT:
            flags = registers.rsi if number == _OPEN else registers.rdx
            return kind if flags & _WRITING else ""
        if number == _FCNTL:
            return "lock" if registers.rsi in _LOCKING else ""
        return kind

    def _is_of_place(self, task: int, descriptor: int) -> bool:
        try:
            return Path(f"/proc/{task}/fd/{descriptor}").readlink().is_relative_to(self._place)
        except OSError:
            return False


def _stop_at_calls() -> None:
    """Have this process stop at the calls of `_NUMBERS`, and at no other: a filter of seccomp."""
    numbers = [*_KIND, _FCNTL]
    lines = [(0x20, 0, 0, 0)]  # load the number
    lines += [(0x15, len(numbers) - place, 0, one) for place, one in enumerate(numbers)]
    lines += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x7FF00000)]  # go on; stop
    packed = b"".join(struct.pack("HBBI", *line) for line in lines)
    held = ctypes.create_string_buffer(packed, len(packed))
    program = struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(held))
    if _LIBC.prctl(38, 1, 0, 0, 0) or _LIBC.prctl(22, 2, ctypes.create_string_buffer(program)):
        os._exit(71)


def _registers(task: int) -> _Registers:
    found = _Registers()
    _ptrace(_GETREGS, task, ctypes.addressof(found))
    return found


def _ptrace(request: int, task: int, data: int = 0) -> None:
    if _LIBC.ptrace(request, task, None, data or None) < 0:
        reason = ctypes.get_errno()
        if reason == errno.ESRCH:
            raise ProcessLookupError(reason, os.strerror(reason))
        raise OSError(reason, os.strerror(reason))
