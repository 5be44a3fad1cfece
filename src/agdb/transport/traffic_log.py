"""What went over the line, written down as it was: for a report that somebody else can read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

_PRIVATE = frozenset({"set-cookie", "www-authenticate", "proxy-authenticate", "authorization"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer, or the lack of one. `final` is where redirects led.

    `status` is None where no answer came; `fault` then says why, or what is wrong with the answer.
    `body` is what came, or the beginning of it. Headers that may hold a secret are left out.
    """

    asked: str
    final: str
    moment: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fault: str = ""


@dataclass
class TrafficLog:
    """Keeps every answer of a client, in order."""

    seen: list[Exchange] = field(default_factory=list)

    def came(
        self,
        asked: str,
        *,
        final: str,
        moment: datetime,
        status: int,
        headers: list[tuple[str, str]],
        body: bytes | Path,
        fault: str = "",
    ) -> None:
        """Write down an answer; a body on disk is read here, since its file goes on living."""
        kept = tuple((name, value) for name, value in headers if name.lower() not in _PRIVATE)
        whole = body if isinstance(body, bytes) else body.read_bytes()
        self.seen.append(Exchange(asked, final, moment, status, kept, whole, fault))

    def failed(self, asked: str, *, moment: datetime, fault: str) -> None:
        """Write down that no answer came, or that the last one to this question was at fault."""
        if self.seen and self.seen[-1].asked == asked and not self.seen[-1].fault:
            self.seen[-1] = replace(self.seen[-1], fault=fault)
        else:
            self.seen.append(Exchange(asked, asked, moment, None, (), b"", fault))
