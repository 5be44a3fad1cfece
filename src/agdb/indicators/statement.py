"""From a resolved definition to one SQL statement in the subset that every engine understands.

Only common table expressions, case, sum, count, max and joins are used, so that the statement runs
unchanged on DuckDB and on Spark (docs/methods/engines.md). No rounding and no ordering of text
inside: those differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from agdb.indicators.arithmetic import to_sql
from agdb.indicators.remainder import Remainder, signed
from agdb.indicators.rows import (
    ACCOUNT,
    CELL_FACTS,
    FINALITY_ORDER,
    STATUS_ORDER,
    CellRows,
    labels,
    shown,
)
from agdb.indicators.selection import Resolved
from agdb.indicators.size_floor import floor_columns, floored
from agdb.programme.expression import Expression, parse
from agdb.programme.indicator import Indicator
from agdb.statistics.identifier import sql_text

TABLE: Final = "observations_{role}"
"""Name under which the engine must offer the dataset of a role."""


def value_statement(
    indicator: Indicator, roles: tuple[Resolved, ...], *, observed: Mapping[str, str] | None = None
) -> str:
    """Return the statement that computes every value of the indicator.

    Its rows are read by `ValueRows`. `observed` gives the SELECT of the observations of a role
    where no table of that name holds them; it says in the column `records` how many records are
    behind each, and these are counted.
    """
    tables = {TABLE.format(role=role): select for role, select in (observed or {}).items()}
    tables |= {
        f"part_{role.role}": _role(role, counted=role.role in (observed or {})) for role in roles
    }
    parts = ",\n".join(f"{name} as (\n{select}\n)" for name, select in tables.items())
    return f"with {parts}\n{_whole(roles, parse(indicator.metric.formula))}"


def cell_statement(role: Resolved, *, table: str = TABLE) -> str:
    """Return the statement that lists the observations behind the values of one role.

    Its rows are read by `CellRows`. `table` may name another one than the role's own.
    """
    keys = "".join(f", {column} as key_{i}" for i, column in enumerate(role.key_columns))
    facts = ", ".join(CELL_FACTS)
    of_each = (
        f"select {labelled}{keys},\n"
        f"  {facts}\n"
        f"from {table.format(role=role.role)}\nwhere {role.predicate}"
        for labelled in (_labelled(role), *(_labelled(role, one) for one in role.remainders))
    )
    if not role.remainders:
        return "".join(of_each)
    union = "\nunion all\n".join(of_each)
    named = ", ".join(CellRows.of(role).columns)
    return f"select {named}\nfrom (\n{union}\n) as every_cell"


def _labelled(role: Resolved, remainder: Remainder | None = None) -> str:
    """The labels of a row: its own, or those of the remainder that it counts in."""
    expressions = {"region": role.region, "of_period": role.period}
    expressions |= {f"b{place}": role.breakdowns[place] for place in shown(role)}
    if remainder is not None:
        expressions[f"b{remainder.place}"] = sql_text(remainder.code)
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
    complete = f" and ({_complete(role.remainders)})" if role.remainders else ""
    chosen = [_chosen(role, records), *(_left(role, one, records) for one in role.remainders)]
    union = "\n    union all\n    ".join(chosen)
    # A sum is null if any of its cells is: `sum` alone would skip nulls, and give too little. The
    # sums of `low` and `high` (see `_chosen`) are the bounds: they exist wherever each cell has a
    # value or a bound of its own. `n_bounds` tells whether there were real bounds among them.
    grouped = (
        f"  select {label},\n"
        f"    case when count(value) = count(*){complete} then sum(value) end as value,\n"
        f"    case when count(low) = count(*){complete} then sum(low) end as lower,\n"
        f"    case when count(high) = count(*){complete} then sum(high) end as upper,\n"
        f"    {_set('status', STATUS_ORDER)} as statuses,\n"
        f"    {_set('finality', FINALITY_ORDER)} as finalities,\n"
        f"    max(mark) as mark, {keys} as n_keys, count(lower) as n_bounds{columns}\n"
        f"  from ({union}) as chosen\n  group by {label}"
    )
    return floored(grouped, labels=labels(role), order=STATUS_ORDER) if role.floors else grouped


def _complete(some: tuple[Remainder, ...]) -> str:
    """Whether a group is none of a remainder, or has each of the codes that make one."""
    every = (
        " + ".join(f"max(case when piece = {number} then 1 else 0 end)" for number in one.pieces)
        + f" = {len(one.pieces)}"
        for one in some
    )
    return " or ".join(("max(piece) = 0", *every))


def _chosen(role: Resolved, records: str) -> str:
    """The rows that are selected, under their own labels."""
    often = ", frequency" if role.floors else ""
    piece = ", 0 as piece" if role.remainders else ""
    # an exact value is its own lower and upper bound, so that bounds can be added up
    return (
        f"select {_labelled(role)}{often}, value, lower, upper, status, finality, mark{records},\n"
        "      case when lower is null then value else lower end as low,\n"
        f"      case when upper is null then value else upper end as high{piece}\n"
        f"    from {TABLE.format(role=role.role)}\n    where {role.predicate}"
    )


def _left(role: Resolved, remainder: Remainder, records: str) -> str:
    """The same rows as they count in a remainder: the whole, and each part taken away."""
    often = ", frequency" if role.floors else ""
    code = role.breakdowns[remainder.place] or ""
    value, low, high = signed(code, total=remainder.total)
    codes = zip((remainder.total, *remainder.parts), remainder.pieces, strict=True)
    # `piece` numbers whole and parts: `_complete` asks for each number once
    pieces = " ".join(f"when {code} = {sql_text(one)} then {number}" for one, number in codes)
    return (
        f"select {_labelled(role, remainder)}{often}, {value} as value, lower, upper, status,"
        f" finality, mark{records},\n      {low} as low,\n      {high} as high,"
        f" case {pieces} end as piece\n"
        f"    from {TABLE.format(role=role.role)}\n    where {role.predicate}"
    )


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
    accounts = ", ".join(f"{alias}.{name}" for alias in aliases.values() for name in ACCOUNT)
    return (
        f"select {', '.join(f't0.{name}' for name in labels(first))},\n"
        f"  {result.value} as value,\n"
        f"  case when {bounded} > 0 then {result.lower} end as lower,\n"
        f"  case when {bounded} > 0 then {result.upper} end as upper,\n"
        f"  {accounts}\nfrom part_{first.role} as t0{joins}"
    )
