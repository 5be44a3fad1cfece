"""One folder in the place of another, in one step where the system has one."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_HERE: Final = -100  # AT_FDCWD
_SWAP: Final = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT: Final = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EBUSY, errno.EPERM}
)
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one disk change names, so that at no moment either name leads nowhere.

    Returns False, with nothing changed, where the system cannot: another disk, a mount point, an
    old kernel, some network disks. Raises `OSError` for what is wrong with the folders themselves.
    """
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        call = getattr(_LIBC, "renamex_np", None)
        done = -1 if call is None else call(*names, _SWAP)
    else:
        call = getattr(_LIBC, "renameat2", None)
        done = -1 if call is None else call(_HERE, names[0], _HERE, names[1], _SWAP)
    if done == 0:
        return True
    reason = errno.ENOSYS if call is None else ctypes.get_errno()
    if reason in _CANNOT:
        return False
    raise OSError(reason, os.strerror(reason), str(other))


def flush_disk(folder: Path) -> None:
    """Have everything on the disk of `folder` written out: one call for thousands of files."""
    call = getattr(_LIBC, "syncfs", None)
    if call is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if call(descriptor):
            reason = ctypes.get_errno()
            raise OSError(reason, os.strerror(reason), str(folder))
    finally:
        os.close(descriptor)
