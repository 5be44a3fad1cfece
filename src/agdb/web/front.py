"""What the server hands every request to: answered from memory, or by the Django project.

Nothing here waits on the disk or the database, so one client never waits for another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from agdb.web.gateway import Gateway, LongAnswer, refusal
from agdb.web.memory import AnswerMemory, Headers, WholeAnswer

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope

_SERVER: Final = ("server", "agdb")
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
        *,
        began: Callable[[asyncio.AbstractEventLoop], None],
    ) -> None:
        self._gateway, self._memory, self._began = gateway, memory, began

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell that this process is about to answer."""
        self._began(loop)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        found: WholeAnswer | LongAnswer | None = self._memory.find(scope)
        if found is None:
            state = self._memory.state()
            found = await self._asked(scope, protocol)
            if isinstance(found, WholeAnswer):
                self._memory.keep(scope, found, state=state)
        if isinstance(found, LongAnswer):
            await self._send_pieces(found, protocol, only_headers=scope.method == "HEAD")
        elif scope.method == "HEAD" or found.status in _WITHOUT_BODY:
            protocol.response_empty(found.status, _headers(found))
        else:
            protocol.response_bytes(found.status, _headers(found), found.body)

    async def _asked(self, scope: Scope, protocol: HTTPProtocol) -> WholeAnswer | LongAnswer:
        if "host" not in scope.headers:  # as RFC 9112 asks
            return refusal(HTTPStatus.BAD_REQUEST)
        return await self._gateway.ask(scope, protocol)

    async def _send_pieces(
        self, answer: LongAnswer, protocol: HTTPProtocol, *, only_headers: bool
    ) -> None:
        from granian.rsgi import ProtocolClosed  # noqa: PLC0415 - the server that called us has it

        try:
            if only_headers:
                protocol.response_empty(answer.status, _headers(answer))
                return
            transport = protocol.response_stream(answer.status, _headers(answer))
            while piece := await self._gateway.next_piece(answer):
                async with asyncio.timeout(_TAKING):
                    await transport.send_bytes(piece)
        except (ProtocolClosed, TimeoutError):
            return  # nobody takes it any more
        finally:
            await self._gateway.close(answer)


def _headers(answer: WholeAnswer | LongAnswer) -> list[tuple[str, str]]:
    if answer.status in _WITHOUT_BODY:
        said: Headers = tuple(one for one in answer.headers if one[0] != "content-length")
        return [*said, _SERVER]
    return [*answer.headers, _SERVER]
