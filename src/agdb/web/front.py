"""What the server hands every request to: answered from memory, or by the Django project.

Nothing here waits on the disk or the database, so one client never waits for another.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from agdb.web.counters import Counters
from agdb.web.gateway import Gateway, LongAnswer, refusal
from agdb.web.memory import AnswerMemory, AskedAnswer, Key, WholeAnswer, asked_of

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope

_TAKING: Final = 60.0
"""Seconds in which a client has to take the next piece of a long answer."""
_WITHOUT_BODY: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


class RsgiApplication:
    """An application of RSGI, the interface of granian.

    `began` is called in each process of the server before it answers.
    """

    def __init__(
        self,
        gateway: Gateway,
        memory: AnswerMemory,
        counters: Counters,
        *,
        began: Callable[[asyncio.AbstractEventLoop], None],
    ) -> None:
        self._gateway, self._memory, self._counters = gateway, memory, counters
        self._began = began
        self._making: dict[Key, asyncio.Event] = {}

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell that this process is about to answer."""
        self._counters.join()
        self._began(loop)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        began = time.perf_counter()
        headers = scope.headers
        asked = asked_of(scope, headers)
        found: WholeAnswer | LongAnswer | None = None
        if asked is not None:
            found = self._memory.find(asked)
            if found is None and asked.key in self._making:
                # many ask at once what nobody had asked before: it is made once
                await self._making[asked.key].wait()
                found = self._memory.find(asked)
        known = found is not None
        if found is None:
            found = await self._made(scope, protocol, asked, named="host" in headers)
        taken = time.perf_counter() - began
        self._counters.add(scope.path, found.status, taken, from_memory=known)
        if isinstance(found, LongAnswer):
            await self._send_pieces(found, protocol, only_headers=scope.method == "HEAD")
        elif scope.method == "HEAD" or found.status in _WITHOUT_BODY:
            protocol.response_empty(found.status, found.headers)
        else:
            protocol.response_bytes(found.status, found.headers, found.body)

    async def _made(
        self, scope: Scope, protocol: HTTPProtocol, asked: AskedAnswer | None, *, named: bool
    ) -> WholeAnswer | LongAnswer:
        if not named:  # a request has to name its host (RFC 9112)
            return refusal(HTTPStatus.BAD_REQUEST)
        if asked is None:
            return await self._gateway.ask(scope, protocol)
        state, ready = self._memory.state(), asyncio.Event()
        first = self._making.setdefault(asked.key, ready) is ready
        try:
            found = await self._gateway.ask(scope, protocol)
            if isinstance(found, WholeAnswer):
                self._memory.keep(asked, found, state=state)
            return found
        finally:
            if first:
                del self._making[asked.key]
                ready.set()

    async def _send_pieces(
        self, answer: LongAnswer, protocol: HTTPProtocol, *, only_headers: bool
    ) -> None:
        from granian.rsgi import ProtocolClosed  # noqa: PLC0415 - the server that called us has it

        try:
            if only_headers:
                protocol.response_empty(answer.status, answer.headers)
                return
            transport = protocol.response_stream(answer.status, answer.headers)
            while piece := await self._gateway.next_piece(answer):
                async with asyncio.timeout(_TAKING):
                    await transport.send_bytes(piece)
        except (ProtocolClosed, TimeoutError):
            return  # nobody takes it any more
        finally:
            await self._gateway.close(answer)
