"""`agdb scenario run|sensitivity|option`: the doorrekening, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from agdb.command.output import put, put_json, put_table
from agdb.command.settings import Settings
from agdb.command.workshop import programme, progress
from agdb.errors import Place, UsageError
from agdb.release.scenario import known_in
from agdb.scenario.questions import check_links, run_option, run_scenario, run_sensitivity


def scenario_texts(where: Settings, name: str | None) -> Mapping[str, str]:
    """Return the files of a scenario: those of the programme, or the file called `name`."""
    if name is None:
        plan = programme(where)
        if not plan.scenario:
            raise UsageError(
                "the programme has no scenario",
                place=Place(str(where.programme / "scenario")),
                remedy="write one there, or name a file",
            )
        check_links(plan.scenario, known_in(plan))
        return plan.scenario
    path = Path(name)
    if not path.is_file():
        raise UsageError(
            f"there is no file {name!r}", remedy="name a YAML file, or nothing for the programme's"
        )
    return {str(path): path.read_text("utf-8")}


def print_run(where: Settings, *, name: str | None, draws: int, seed: int, as_json: bool) -> None:
    """Print gap, closure and shares of the pillars per year."""
    texts = scenario_texts(where, name)
    with progress(f"running {draws} draws"):
        result: dict[str, Any] = run_scenario(texts, draws=draws, seed=seed)
    if as_json:
        put_json(result)
        return
    pillars = result["pillars"]
    full = "+".join(pillars)
    put(f"{result['scenario']}: {result['draws']} draws, seed {result['seed']}")
    put(f"each figure is the {result['statistic']}; in units of {result['persons_per_unit']:.0f}")
    put_table(
        ("year", "supply", "demand", "gap", "low", "high", "closed by the plan", *pillars),
        (
            (
                str(year["year"]),
                *(f"{year[key]:.1f}" for key in ("S", "D", "G1")),
                *_interval(year),
                f"{year['v'][full]:.1f}",
                *(f"{year['shapley'][pillar]:.1f}" for pillar in pillars),
            )
            for year in result["years"]
        ),
    )
    for line in _headline(result):
        put(line)


def _interval(year: Mapping[str, Any]) -> tuple[str, str]:
    bounds = year.get("intervals", {}).get("subsets", {}).get("none", {}).get("G1")
    return (f"{bounds['low']:.1f}", f"{bounds['high']:.1f}") if bounds else ("", "")


def _headline(result: Mapping[str, Any]) -> Iterator[str]:
    for block in result["headline"]:
        plan, chance = block["closure"]["printed"], block["probability_gap_closed"]
        yield (
            f"{block['year']}: the plan closes {plan['median']} persons"
            f" ({plan['low']} to {plan['high']}); the chance of no gap goes from"
            f" {chance['baseline']:.2f} to {chance['with_plan']:.2f};"
            f" {len(block['assumptions'])} inputs are assumptions"
        )
        if block.get("backtest"):
            yield block["backtest"]["en"]


def print_sensitivity(
    where: Settings, *, name: str | None, draws: int, seed: int, as_json: bool
) -> None:
    """Print which inputs the answer depends on; the whole answer with `--json`."""
    texts = scenario_texts(where, name)
    with progress("running the sensitivity analysis"):
        result: dict[str, Any] = run_sensitivity(texts, draws=draws, seed=seed)
    if as_json:
        put_json(result)
        return
    for line in _leading(result["sobol"], result["inverse"]):
        put(line)
    _put_measures(result["measures"])
    _put_variants(result["variants"])
    put("--json has everything: all indices with their first order, and all years")


def _leading(sobol: Mapping[str, Any], inverse: Mapping[str, Any]) -> Iterator[str]:
    """The inputs that matter most, and the dose that would give an even chance."""
    for year, outcomes in sobol["years"].items():
        for outcome in ("baseline", "closure"):
            named = (f"{one['name']} {one['total']:.2f}" for one in outcomes[outcome][:6])
            yield f"{year} {outcome}, total effect: {', '.join(named)}"
        worth = (
            f"{one['name']} {one['value']:.2f}" for one in outcomes["value_of_information"][:6]
        )
        yield f"{year} worth finding out: {', '.join(worth)}"
    for year, doses in inverse["years"].items():
        told = (
            f"{who} {'out of reach' if dose is None else format(dose, '.1f')}"
            for who, dose in doses.items()
        )
        yield f"{year}, times the plan for an even chance of no gap: {', '.join(told)}"


def _put_measures(measures: Mapping[str, Any]) -> None:
    """The closed gap divided over the measures, at the end of the horizon."""
    put(f"less shortage per measure in {measures['years'][-1]}, in the units of the scenario")
    put_table(
        ("measure", "pillar", "median", "low", "high"),
        (
            (name, one["pillar"], *(f"{one[key][-1]:.1f}" for key in ("median", "low", "high")))
            for name, one in measures["measures"].items()
        ),
    )


def _put_variants(variants: list[dict[str, Any]]) -> None:
    """The headline of each structural variant, which is in no interval."""
    put("structural variants, in persons")
    put_table(
        ("variant", "year", "gap", "with plan", "closed", "low", "high"),
        (
            (
                one["variant"],
                str(block["year"]),
                *(str(block[key]["printed"]["median"]) for key in ("baseline", "with_plan")),
                *(str(block["closure"]["printed"][key]) for key in ("median", "low", "high")),
            )
            for one in variants
            for block in one["headline"]
        ),
    )


def print_option(
    where: Settings, *, option: str | None, draws: int, seed: int, as_json: bool
) -> None:
    """Print cost and effect of a policy option, or of all of them side by side."""
    texts = scenario_texts(where, None)
    with progress("running the options"):
        found: list[dict[str, Any]] = run_option(texts, option, draws=draws, seed=seed)
    if as_json:
        put_json(found)
        return
    for one in found:
        for line in _option(one):
            put(line)


def _option(one: Mapping[str, Any]) -> Iterator[str]:
    cost = one["cost"]
    yield f"{one['option']}: {one['name']['en']}"
    path = ", ".join(f"{paid['year']} {paid['cost']:g}" for paid in cost["years"])
    yield (
        f"  cost {cost['total']} {cost['unit']} ({path}),"
        f" funded {cost['funded']}, unfunded {cost['unfunded']};"
        f" evidence: {', '.join(one['grades'].values())}"
    )
    for year, effect in one["on_top_of_the_plan"].items():
        extra = effect["extra_workers"]
        yield (
            f"  {year}: {extra['median']:.0f} extra workers"
            f" ({extra['low']:.0f} to {extra['high']:.0f});"
            f" no effect in {100 * effect['probability_of_no_effect']:.0f}% of the draws"
        )
        yield (
            f"  {year}: EUR per extra worker {_price(effect['cost_per_extra_worker'])};"
            f" if it works {_price(effect['cost_per_extra_worker_if_it_works'])};"
            f" per year of work {_price(effect['cost_per_worker_year'])}"
        )
        if effect["break_even_workers"] is not None:
            yield (
                f"  {year}: breaks even at {effect['break_even_workers']:.0f} extra workers;"
                f" chance {effect['probability_of_break_even']:.2f}"
            )


def _price(found: Mapping[str, float | None]) -> str:
    """Median with its interval; a bound that does not exist is told as one."""
    low, median, high = (
        "no bound" if found[key] is None else f"{found[key]:,.0f}"
        for key in ("low", "median", "high")
    )
    return f"{median} ({low} to {high})"
