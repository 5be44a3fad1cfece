"""From a resolved definition to one SQL statement in the subset that every engine understands.

Only common table expressions, case, sum, count, max and joins are used, so that the statement runs
unchanged on DuckDB and on Spark (docs/methods/engines.md). No rounding and no ordering of text
inside: those differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from agdb.indicators.arithmetic import to_sql
from agdb.indicators.floor import floor_columns, floored
from agdb.indicators.selection import Resolved
from agdb.programme.expression import Expression, parse
from agdb.programme.indicator import Indicator
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import Finality, ObservationStatus

STATUS_ORDER: Final = tuple(ObservationStatus)
FINALITY_ORDER: Final = tuple(Finality)
TABLE: Final = "observations_{role}"
"""Name under which the engine must offer the dataset of a role."""


def value_statement(
    indicator: Indicator, roles: tuple[Resolved, ...], *, observed: Mapping[str, str] | None = None
) -> str:
    """Return the statement that computes every value of the indicator.

    Its columns: region, period, b0.., value, lower, upper, then for each role the set of statuses
    (as a sum of powers of two), the set of finalities likewise, a mark and the number of keys.
    `observed` gives the SELECT of the observations of a role where no table of that name holds
    them; it says in the column `records` how many records are behind each, and these are counted.
    """
    tables = {TABLE.format(role=role): select for role, select in (observed or {}).items()}
    tables |= {
        f"part_{role.role}": _role(role, counted=role.role in (observed or {})) for role in roles
    }
    parts = ",\n".join(f"{name} as (\n{select}\n)" for name, select in tables.items())
    return f"with {parts}\n{_whole(roles, parse(indicator.metric.formula))}"


def cell_statement(role: Resolved, *, table: str = TABLE) -> str:
    """Return the statement that lists the observations behind the values of one role.

    Its columns: those of `labels`, the parts of the observation key, then value, lower, upper,
    status, finality, mark and citation. `table` may name another one than the role's own.
    """
    keys = "".join(f", {column} as key_{i}" for i, column in enumerate(role.key_columns))
    return (
        f"select {_labelled(role)}{keys},\n"
        "  value, lower, upper, status, finality, mark, citation\n"
        f"from {table.format(role=role.role)}\nwhere {role.predicate}"
    )


def shown(role: Resolved) -> tuple[int, ...]:
    """Return the places of the breakdowns that this role has."""
    return tuple(i for i, expression in enumerate(role.breakdowns) if expression is not None)


def labels(role: Resolved) -> tuple[str, ...]:
    """Return the names of the columns that label a row of this role."""
    period = () if role.period is None else ("of_period",)
    return ("region", *period, *(f"b{place}" for place in shown(role)))


def _labelled(role: Resolved) -> str:
    expressions = {"region": role.region, "of_period": role.period}
    expressions |= {f"b{place}": role.breakdowns[place] for place in shown(role)}
    return ", ".join(f"{expressions[name]} as {name}" for name in labels(role))


def _set(column: str, members: tuple[str, ...]) -> str:
    """Return the set of values of a column as one number: a bit for each member that occurs."""
    return " + ".join(
        f"max(case when {column} = {sql_text(member)} then {2**place} else 0 end)"
        for place, member in enumerate(members)
    )


def _role(role: Resolved, *, counted: bool) -> str:
    label = ", ".join(labels(role))
    keys, records = ("sum(records)", ", records") if counted else ("count(*)", "")
    columns = floor_columns(role.floors) if role.floors else ""
    often = ", frequency" if role.floors else ""
    grouped = (
        f"  select {label},\n"
        "    case when count(value) = count(*) then sum(value) end as value,\n"
        "    case when count(low) = count(*) then sum(low) end as lower,\n"
        "    case when count(high) = count(*) then sum(high) end as upper,\n"
        f"    {_set('status', STATUS_ORDER)} as statuses,\n"
        f"    {_set('finality', FINALITY_ORDER)} as finalities,\n"
        f"    max(mark) as mark, {keys} as n_keys, count(lower) as n_bounds{columns}\n"
        f"  from (select {_labelled(role)}{often}, value, lower, upper, status, finality,"
        f" mark{records},\n"
        "      case when lower is null then value else lower end as low,\n"
        "      case when upper is null then value else upper end as high\n"
        f"    from {TABLE.format(role=role.role)}\n    where {role.predicate}) as chosen\n"
        f"  group by {label}"
    )
    return floored(grouped, labels=labels(role), order=STATUS_ORDER) if role.floors else grouped


def _whole(roles: tuple[Resolved, ...], formula: Expression) -> str:
    """Return the outer query: the formula over the roles, joined on the labels that they share."""
    aliases = {role.role: f"t{place}" for place, role in enumerate(roles)}
    result = to_sql(formula, aliases)
    bounded = " + ".join(f"{alias}.n_bounds" for alias in aliases.values())
    first, *others = roles
    joins = "".join(
        f"\n  join part_{role.role} as {aliases[role.role]} on "
        + " and ".join(f"t0.{name} = {aliases[role.role]}.{name}" for name in labels(role))
        for role in others
    )
    accounts = ", ".join(
        f"{alias}.statuses, {alias}.finalities, {alias}.mark, {alias}.n_keys"
        for alias in aliases.values()
    )
    return (
        f"select {', '.join(f't0.{name}' for name in labels(first))},\n"
        f"  {result.value} as value,\n"
        f"  case when {bounded} > 0 then {result.lower} end as lower,\n"
        f"  case when {bounded} > 0 then {result.upper} end as upper,\n"
        f"  {accounts}\nfrom part_{first.role} as t0{joins}"
    )
