"""The made-up release with all that a release can have, for pages that need it. TEST DATA."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.conftest import ROOT, our_programme
from tests.publication.bicycles import made_up_release
from tests.publication.page.test_changes import Since, every_change
from tests.publication.report.bicycle_report import bicycle_plan

from agdb.publication.site import site
from agdb.results.backtest import Cover, FrequencyScore, MethodScore, TableScore, UsualError
from agdb.results.publication import PublicationState, PublicationStep, PublishedRelease
from agdb.results.release import Release
from agdb.results.track import FrozenScore, Outcome, Track
from agdb.scenario.questions import answer
from agdb.scenario.reading import read_scenario
from agdb.statistics.period import Frequency, Period


class Had(Since):
    """Provenance of readers who had a release before, which was withdrawn."""

    def published(self) -> tuple[PublishedRelease, ...]:
        """The one that was withdrawn."""
        moment = datetime(2025, 1, 2, tzinfo=UTC)
        name = "2025-01-01-gone"
        step = PublicationStep(name, PublicationState.WITHDRAWN, moment, reason="Een fout.")
        return (PublishedRelease(name, moment.date(), moment, step),)


def outcome(indicator: str) -> Outcome:
    """A forecast of which the figure has come."""
    score = FrozenScore(
        2024, 1_500.0, 20.0, (0.8, 0.95), ((1_400.0, 1_600.0), (1_300.0, 1_700.0)), (True, True),
        (200.0, 400.0),
    )  # fmt: skip
    return Outcome(
        indicator=indicator,
        labels=("NL01", (), Frequency.YEAR),
        published="2024-03-01-a",
        arrived="2025-03-01-b",
        period=Period.parse("2024"),
        factor=1.0,
        score=score,
    )


def scored(frequency: str) -> FrequencyScore:
    """A backtest with every kind of row and sentence."""
    cover = Cover(0.8, 0.71, 0.83)
    table = TableScore(1.76, 1.33, (9.1, 15.2), (0.72, 0.92))
    scores = tuple(
        MethodScore(name, mase, 1.4, (9.8, 17.5), (cover, cover), 0.083, 0.05, None, 0.24, table)
        for name, mase in (("monitor", 1.88), ("last-value", 1.86), ("straight-line", 1.88))
    )
    usual = (UsualError(1, False, 3.2, 8.7, 970), UsualError(3, True, 1.0, 2.3, 46))
    return FrequencyScore(frequency, "pseudo-real-time", 296, 10, 1644, scores, usual=usual)


def looked_back(release: Release) -> Release:
    """The release with forecasts that were scored, before and after the figure came."""
    came = Track(outcomes=(outcome("bicycles-stock"),))
    return replace(release, backtest=(scored("year"), scored("quarter")), track=came)


def with_scenario(release: Release) -> Release:
    """The release with the scenario of this repository, in few draws, and its pillars."""
    folder = ROOT / "programme" / "scenario"
    texts = {str(p): p.read_text("utf-8") for p in sorted(folder.rglob("*.yaml"))}
    ours, real = release.programme, our_programme()
    programme = replace(
        ours,
        plan=ours.plan.model_copy(update={"pillars": (*ours.plan.pillars, *real.plan.pillars)}),
        units={**real.units, **ours.units},
        scenario=texts,
    )
    found = answer(read_scenario(texts), draws=64, sobol=8)
    return replace(release, scenario=found, programme=programme)


def whole_release() -> Release:
    """The made-up release with forecasts that were scored, a scenario, and papers of a report."""
    whole = with_scenario(looked_back(made_up_release()))
    return replace(whole, programme=replace(whole.programme, report=bicycle_plan()))


def whole_site(release: Release) -> dict[str, bytes]:
    """The site of a release that a server gives, after another that was withdrawn."""
    known = Had(every_change(release))
    return dict(site(release, served=True, provenance=known, news=b"<feed/>"))
