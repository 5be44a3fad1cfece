"""A column with plain JSON, as text: the order of keys stays, which JSONB of PostgreSQL loses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


class PlainField(_Text):
    """Holds what JSON can say; None where `null` allows it. It is read whole, never searched."""

    if TYPE_CHECKING:  # what the type checker of Django asks a column
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any

    def get_prep_value(self, value: object) -> str | None:
        """Return the text that is written."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> object:
        """Return what the text says."""
        del expression, connection
        return None if value is None else json.loads(value)

    def to_python(self, value: object) -> object:
        """Return `value` as it is: it is never typed as text."""
        return value
