"""The outline and wordings of this repository's report, for a made-up release."""

from __future__ import annotations

from functools import cache

from tests.conftest import ROOT

from agdb.programme.reading import read_programme
from agdb.programme.report.report_plan import ReportPlan


@cache
def our_report() -> ReportPlan:
    """What `programme/report/` says."""
    return read_programme(ROOT / "programme").report
