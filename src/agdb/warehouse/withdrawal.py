"""Recordings that were taken out of use: what was withdrawn, when and why, and what was put back.

A withdrawal is of a snapshot, so of every reading of it that there is or will be. Nothing is
deleted: bytes, receipt and versions stay, so that a release that was made of them still explains
its numbers. Each step is added to the ones before it.
"""

from __future__ import annotations

from datetime import datetime

import msgspec


class WithdrawalStep(msgspec.Struct, frozen=True):
    """One decision about a snapshot: `withdrawn`, or put back into use. `version` was named."""

    moment: datetime
    withdrawn: bool
    version: str
    reason: str


class WithdrawalFile(msgspec.Struct, frozen=True):
    """All decisions about one snapshot, oldest first: the last one holds."""

    dataset: str
    snapshot: str
    steps: tuple[WithdrawalStep, ...]

    @property
    def standing(self) -> WithdrawalStep | None:
        """The withdrawal that holds now, None if the snapshot is in use."""
        last = self.steps[-1] if self.steps else None
        return last if last is not None and last.withdrawn else None
