"""Deliveries: tables that a partner sends, described by one YAML or on the sheets of a template.

A delivery can be of any publisher: a custom table of CBS travels in the same way.
"""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.delivery.reader import Delivery
from agdb.sources.delivery.template import template

DELIVERY: Final = Delivery()
READERS: Final[tuple[Reader, ...]] = (DELIVERY,)

__all__ = ["DELIVERY", "READERS", "template"]
