"""Every example in a docstring of the room runs and is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import agdb.statistics


@pytest.mark.parametrize(
    "name", [one.name for one in pkgutil.iter_modules(agdb.statistics.__path__)]
)
def test_the_examples_of_the_module_are_true(name: str) -> None:
    module = importlib.import_module(f"agdb.statistics.{name}")
    assert doctest.testmod(module).failed == 0
