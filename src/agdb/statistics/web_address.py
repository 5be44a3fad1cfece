"""An address on the web that may stand behind a link: what a browser does with it is plain."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(r"https?://[^\s/?#@\"'<>\\]+(?:[/?#][^\s\"<>\\]*)?")
"""No other scheme, no name and password before the host, and nothing that would end an attribute.

With a name before the host, `https://cbs.nl@example.org/` would look like another address than it
is; `javascript:` and `data:` are no places at all.
"""


def is_web_address(text: str) -> bool:
    """Whether `text` can stand behind a link.

    >>> is_web_address("https://www.cbs.nl/nl-nl/cijfers/detail/85224NED?q=a'b")
    True
    >>> is_web_address("javascript:alert(1)"), is_web_address("https://cbs.nl@example.org/")
    (False, False)
    """
    return _ADDRESS.fullmatch(text) is not None and text.isprintable()
