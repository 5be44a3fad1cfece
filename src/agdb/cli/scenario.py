"""`agdb scenario run|sensitivity|option` and `agdb explain scenario`: the doorrekening."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from agdb.cli.context import programme, releases
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.errors import Place, UsageError
from agdb.publication.wording.language import languages
from agdb.release.scenario import from_indicators, programme_scenario
from agdb.results.scenario import Run
from agdb.results.scenario_answers import (
    Inverse,
    MeasureShares,
    OptionResult,
    Price,
    Sobol,
    VariantResult,
)
from agdb.scenario.explain import NumberExplanation, Use, explain
from agdb.scenario.questions import run_option, run_scenario, run_sensitivity
from agdb.scenario.reading import read_scenario
from agdb.scenario.result import published_run
from agdb.scenario.scenario import Scenario

File = Annotated[
    str | None, typer.Argument(metavar="FILE", help="One YAML file, in place of the programme's.")
]
Draws = Annotated[int, typer.Option(min=1, max=100_000, help="Number of draws.")]
Seed = Annotated[int, typer.Option(help="Same seed, same bytes.")]
_LARGEST: Final = 8 << 20  # bytes; that of the programme has a hundredth of it


def _text(path: Path) -> str:
    """What a file of a user says; one that is no text, or too large to be one, is refused."""
    size = path.stat().st_size
    if size > _LARGEST:
        raise UsageError(
            f"this file has {size} bytes, and a scenario has at most {_LARGEST}",
            place=Place(str(path)),
        )
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise UsageError(
            "this file is not text in UTF-8", place=Place(str(path)), remedy="name a YAML file"
        ) from None


def chosen_scenario(where: Settings, name: str | None) -> Scenario:
    """Return the scenario in the file called `name`, or that of the programme.

    That of the programme takes its linked numbers from the latest release, if there is one.
    """
    if name is not None:
        path = Path(name)
        if not path.is_file():
            raise UsageError(
                f"there is no file {name!r}",
                remedy="name a YAML file, or nothing for the programme's",
            )
        return read_scenario({str(path): _text(path)})
    plan = programme(where)
    written = programme_scenario(plan)
    if written is None:
        raise UsageError(
            "the programme has no scenario",
            place=Place(str(where.programme / "scenario")),
            remedy="write one there, or name a file",
        )
    kept = releases(where)
    if kept.latest_id() is None:
        return written
    return from_indicators(written, kept.open().computed, country=plan.plan.country)


def run(
    file: File = None, *, draws: Draws = 2000, seed: Seed = 20261123, as_json: Json = False
) -> None:
    """Print gap, closure and shares of the pillars per year."""
    scenario = chosen_scenario(current(), file)
    with progress(f"running {draws} draws"):
        found = run_scenario(scenario, draws=draws, seed=seed)
    if as_json:
        put_json(published_run(found))
        return
    put(f"{found.scenario}: {found.draws} draws, seed {found.seed}")
    size = f"{found.persons_per_unit:.0f} persons"
    put(f"each figure is the mean of the draws; low and high hold 8 of 10; in units of {size}")
    full = "+".join(found.pillars)
    put_table(
        ("year", "supply", "demand", "gap", "low", "high", "closed by the plan", *found.pillars),
        (
            (
                str(year.year),
                *(f"{number:.1f}" for number in (
                    none.supply.mean, none.demand.mean, none.gap.mean, none.gap.low, none.gap.high,
                    year.subsets[full].closed.mean,
                )),
                *(f"{year.pillars[pillar].share.mean:.1f}" for pillar in found.pillars),
            )
            for year in found.years
            for none in [year.subsets["none"]]
        ),
    )  # fmt: skip
    for line in _headline(found):
        put(line)


def _headline(run: Run) -> Iterator[str]:
    assumed = sum(one.assumption for one in run.inputs)
    for block in run.headline:
        closed, chance = block.closure, block.chance_closed
        yield (
            f"{block.year}: the plan closes {closed.mean:.0f} persons ({closed.low:.0f} to"
            f" {closed.high:.0f} in 8 of 10 draws); the chance of no gap goes from"
            f" {chance.baseline:.0%} to {chance.with_plan:.0%}; {assumed} inputs are assumptions"
        )
    past = run.backtest
    if past is not None and past.scores["model"].pairs:
        model = past.scores["model"]
        yield (
            f"in a test on the past the outcome fell within such bounds {model.covered} of"
            f" {model.pairs} times, which promise 8 of 10"
        )
    missing = [one.name for one in run.inputs if one.wants is not None and one.observed is None]
    if missing:
        yield f"as written, not taken from an indicator: {', '.join(missing)}"


def sensitivity(
    file: File = None, *, draws: Draws = 512, seed: Seed = 20261123, as_json: Json = False
) -> None:
    """Print which inputs the answer depends on; the whole answer with `--json`."""
    scenario = chosen_scenario(current(), file)
    with progress("running the sensitivity analysis"):
        found = run_sensitivity(scenario, draws=draws, seed=seed)
    if as_json:
        put_json(msgspec.to_builtins(found))
        return
    if found.sobol is not None:
        for line in _leading(found.sobol):
            put(line)
    for line in _needed(found.inverse):
        put(line)
    _put_measures(found.measures)
    _put_variants(found.variants)
    put("--json has everything: all indices with their errors, all swings and all years")


def _leading(sobol: Sobol) -> Iterator[str]:
    """The inputs that matter most, with twice their standard error."""
    for year, found in sobol.years.items():
        for outcome, ranked in (("baseline", found.baseline), ("closure", found.closure)):
            named = (f"{i.name} {i.total:.2f} ± {2 * i.total_error:.2f}" for i in ranked[:6])
            yield f"{year} {outcome}, total effect: {', '.join(named)}"
        worth = (f"{one.name} {one.value:.2f}" for one in found.value_of_information[:6])
        yield f"{year} worth finding out: {', '.join(worth)}"


def _needed(inverse: Inverse) -> Iterator[str]:
    for year, doses in inverse.years.items():
        needed = (
            f"{who} {'out of reach' if dose is None else format(dose, '.1f')}"
            for who, dose in doses.items()
        )
        yield f"{year}, times the plan for an even chance of no gap: {', '.join(needed)}"


def _put_measures(measures: MeasureShares) -> None:
    """The closed gap divided over the measures, at the end of the horizon."""
    put(f"less shortage per measure in {measures.years[-1]}, in the units of the scenario")
    put_table(
        ("measure", "pillar", "mean", "low", "high"),
        (
            (name, one.pillar, f"{at.mean:.1f}", f"{at.low:.1f}", f"{at.high:.1f}")
            for name, one in measures.measures.items()
            for at in [one.share.at(-1)]
        ),
    )


def _put_variants(variants: list[VariantResult]) -> None:
    """The headline of each variant, which is in no interval."""
    put("other ways to reckon, in persons")
    put_table(
        ("variant", "year", "gap", "with plan", "closed", "low", "high"),
        (
            (
                one.id,
                str(block.year),
                f"{block.baseline.mean:.0f}",
                f"{block.with_plan.mean:.0f}",
                *(f"{n:.0f}" for n in (block.closure.mean, block.closure.low, block.closure.high)),
            )
            for one in variants
            for block in one.headline
        ),
    )


def option(
    name: Annotated[str | None, typer.Argument(metavar="NAME")] = None,
    *,
    draws: Draws = 2000,
    seed: Seed = 20261123,
    as_json: Json = False,
) -> None:
    """Print cost and effect of a policy option, or of all of them side by side."""
    where = current()
    scenario = chosen_scenario(where, None)
    with progress("running the options"):
        found = run_option(scenario, name, draws=draws, seed=seed)
    if as_json:
        put_json(msgspec.to_builtins(found))
        return
    language = programme(where).plan.languages[-1]
    for one in found:
        for line in _option(one, language):
            put(line)


def _option(one: OptionResult, language: str) -> Iterator[str]:
    cost = one.cost
    yield f"{one.option}: {one.name.get(language, one.option)}"
    path = ", ".join(f"{paid.year} {paid.cost:g}" for paid in cost.years)
    yield (
        f"  cost {cost.total} EUR mln ({path}), funded {cost.funded}, unfunded {cost.unfunded};"
        f" evidence: {', '.join(one.grades.values())}"
    )
    for year, effect in one.on_top_of_the_plan.items():
        extra = effect.extra_workers
        yield (
            f"  {year}: {extra.mean:.0f} extra workers ({extra.low:.0f} to {extra.high:.0f});"
            f" no effect in {effect.probability_of_no_effect:.0%} of the draws"
        )
        yield (
            f"  {year}: EUR per extra worker, if it works,"
            f" {_price(effect.cost_per_extra_worker_if_it_works)}"
        )
        whole = effect.cost_with_participants_if_it_works
        if whole is not None:
            yield f"  {year}: with the training that who comes forward needs, {_price(whole)}"
        if effect.break_even_price is not None:
            yield (
                f"  {year}: chance {effect.probability_of_break_even:.0%} to be no dearer than"
                f" {effect.break_even_price:.0f} a worker"
            )


def _price(found: Price) -> str:
    """Median with its interval; a bound that does not exist says so."""
    low, median, high = (
        "no bound" if price is None else f"{price:,.0f}"
        for price in (found.low, found.median, found.high)
    )
    return f"{median} ({low} to {high})"


def explain_number(name: str, *, year: int | None, as_json: bool) -> None:
    """Print why a number of the doorrekening is what it is: parts, inputs, draws, seed."""
    where = current()
    release = releases(where).open()
    if release.scenario is None:
        raise UsageError(
            f"release {release.id} has no doorrekening that this version can read",
            remedy="run agdb build",
        )
    found = explain(release.scenario, name, year or release.scenario.run.headline[0].year)
    if as_json:
        put_json({"release": release.id} | msgspec.to_builtins(found))
        return
    language = programme(where).plan.languages
    say = languages(language)[language[-1]].say
    for line in _explained(found, say(f"scenario.how.{found.how}")):
        put(line)
    put(f"release     {release.id}")


def _explained(found: NumberExplanation, how: str) -> Iterator[str]:
    yield f"{found.name} in {found.year}, scenario {found.scenario}"
    yield f"value       {_explained_value(found)}"
    yield f"how         {how} docs/methods/scenario.md has the formulas."
    for part in found.parts:
        yield f"  {'+' if part.sign > 0 else '-'} {part.name} = {part.value:.0f}"
    yield f"draws       {found.draws}, seed {found.seed}, SHA-256 of the run {found.sha256}"
    yield "inputs      that it hangs on most, with their share of the spread"
    for use in found.uses:
        yield from _use(use)


def _explained_value(found: NumberExplanation) -> str:
    value = found.value
    if isinstance(value, float):
        return f"{value:.0f} persons, the mean"
    if found.how == "input":
        return (
            f"{value.low:.0f} to {value.high:.0f} persons taken off between its bounds,"
            f" {value.mean:.0f} with all inputs as stated"
        )
    return (
        f"{value.mean:.0f} persons, the mean; {value.low:.0f} to {value.high:.0f}"
        f" in 8 of 10 draws; median {value.median:.0f}"
    )


def _use(use: Use) -> Iterator[str]:
    one = use.input
    share = "" if use.share is None else f"  [{use.share:.0%}]"
    here = "" if use.at is None else f", here {use.at:g}"
    yield f"  {one.name} = {one.value} {one.unit}{here}{share}"
    if one.prior is not None:
        zero = f", zero in {one.probability_of_zero:.0%}" if one.probability_of_zero else ""
        yield f"    prior     {one.prior}{zero}"
    yield f"    source    {one.source}, grade {one.grade}{', assumption' * one.assumption}"
    if one.observed is not None:
        cells = one.observed
        codes = "".join(f" --breakdown {k}={v}" for k, v in cells.breakdown.items())
        yield (
            f"    observed  {cells.value:g} in {cells.period},"
            f" {cells.keys} observations with SHA-256 {cells.keys_hash}"
        )
        yield f"    see       agdb explain {cells.indicator} --period {cells.period}{codes}"
    elif one.wants is not None:
        yield f"    observed  not found: indicator {one.wants} has no such value; as written"
