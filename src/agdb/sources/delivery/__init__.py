"""Deliveries: tables that a partner sends, described by one YAML or on the sheets of a template.

A delivery can be of any publisher: a custom table of CBS travels in the same way.
"""

from __future__ import annotations

from typing import Final

from agdb.sources.delivery.read import Delivery
from agdb.sources.publisher import Publisher

DELIVERY: Final = Delivery()
PUBLISHER: Final = Publisher("delivery", (DELIVERY,))
