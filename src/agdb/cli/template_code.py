"""What the templates of pages were compiled to, kept beside our code as Python keeps its own."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import agdb
from agdb.publication.edition import environment
from agdb.release.cache import DiskCache

FOLDER: Final = Path(agdb.__file__).parent / "__pycache__" / "templates"
"""As far from the data as the code itself: what lies here is run."""


class TemplateCode(BytecodeCache):
    """Compiled templates in a folder, each with a checksum and what it was made by.

    One that is damaged, or made by other code or another library, is compiled again; so is each
    where the folder cannot be read or written.
    """

    def __init__(self, folder: Path, *, made_by: str) -> None:
        self._kept, self._made_by = DiskCache(folder), made_by.encode() + b"\n"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with what is kept of its template."""
        with suppress(OSError):
            found = self._kept.get(bucket.key)
            if found is not None and found.startswith(self._made_by):
                bucket.bytecode_from_string(found.removeprefix(self._made_by))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what `bucket` holds, unless Python keeps nothing compiled either."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                self._kept.put(bucket.key, self._made_by + bucket.bytecode_to_string())


def keep_template_code(*, made_by: str) -> None:
    """Let this process compile no template that one with the same code compiled before."""
    environment().bytecode_cache = TemplateCode(FOLDER, made_by=made_by)
