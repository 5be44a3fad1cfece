"""From the text of scenario files to checked, frozen objects."""

from agdb.scenario.reading.scenarios import read_scenario
from agdb.scenario.reading.written import Known

__all__ = ["Known", "read_scenario"]
