"""From the text of scenario files to checked, frozen objects."""

from agdb.scenario.reading.scenarios import read_scenario

__all__ = ["read_scenario"]
