"""Which indicators were run back to their source cells before, by the hash of all that decides it.

A path is whole or broken by the values, the definition, what the programme says beside definitions
(regions, classifications, sources, corrections), the files of the datasets as they lie on the disk,
and the code. Where none of these changed, it is what it was.
"""

from __future__ import annotations

import functools
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from agdb.files.checksum import file_checksum
from agdb.indicators.workbench import Workbench
from agdb.results.cache import Cache, cached
from agdb.results.value import Computed
from agdb.results.values import columns_of
from agdb.warehouse.sql import SqlEngine
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE

_NAME: Final = sha256(b"paths to source cells").hexdigest()
_encode: Final = msgspec.json.Encoder(order="deterministic").encode


class CheckedPaths:
    """What `cache` holds of checks by the same code, and what is checked now."""

    def __init__(self, cache: Cache, bench: Workbench[SqlEngine], *, made_by: str) -> None:
        self._cache, self._bench, self._made_by = cache, bench, made_by
        found = cached(cache, _NAME, msgspec.json.Decoder(set[str]).decode)
        self._known = set() if found is None else found
        self._now: set[str] = set()
        self._checksum = functools.cache(file_checksum)  # of a file that many indicators read

    def fingerprint(self, computed: Computed) -> str:
        """Return the hash of all that decides whether the paths of an indicator are whole.

        Raises `IndicatorError` for a dataset version that is gone.
        """
        programme = self._bench.programme
        told = (
            self._made_by,
            programme.around or programme.hash,
            computed.definition.model_dump_json(),
            columns_of(computed.values).by_field,
            computed.inputs,
            [self._checksum(path) for path in self._files(computed)],
        )
        return sha256(_encode(told)).hexdigest()

    def _files(self, computed: Computed) -> list[Path]:
        folders = [self._bench.used(one).folder for one in computed.inputs]
        return [folder / name for folder in folders for name in (OBSERVATIONS, STRUCTURE)]

    def known(self, fingerprint: str) -> bool:
        """Whether these paths were found whole before."""
        return fingerprint in self._known

    def note(self, fingerprint: str) -> None:
        """Note that these paths are whole."""
        self._now.add(fingerprint)

    def keep(self) -> None:
        """Remember what was noted, and nothing else."""
        if self._now != self._known:
            self._cache.put(_NAME, _encode(sorted(self._now)))
