"""The examples in the documentation of the release's outlook run."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["outlook_series", "outlook_targets"])
def test_the_examples_are_true(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"agdb.release.{name}"))
    assert outcome.attempted
    assert not outcome.failed
