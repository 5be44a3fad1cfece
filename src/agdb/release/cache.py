"""Keeps results on disk by the hash of all that decides them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from agdb.files.durable import replace_durably


class DiskCache:
    """One file a result below `root`. What is damaged or gone is worked out again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """Return what was put there, or None."""
        self._used.add(key)
        try:
            kept = (self._root / key).read_bytes()
        except FileNotFoundError:
            return None
        except IsADirectoryError:  # nobody but an accident makes one here, and it is in the way
            shutil.rmtree(self._root / key)
            return None
        sum_, end, body = kept.partition(b"\n")
        return body if end and sum_ == _sum(body) else None

    def put(self, key: str, body: bytes) -> None:
        """Keep `body` with its checksum; another process sees all of it or nothing."""
        replace_durably(self._root / key, _sum(body) + b"\n" + body)

    def forget_others(self) -> None:
        """Remove what was not asked for since this object was made."""
        for path in self._root.glob("*"):
            if path.name.startswith(".") or path.name in self._used:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _sum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
