"""From a resolved definition to one SQL statement in the subset that every engine understands.

Only common table expressions, case, sum, count, min and max are used, so that the statement runs
unchanged on DuckDB and on Spark. No rounding and no ordering of text inside: those differ.
"""

from __future__ import annotations

from typing import Final

from agdb.indicators.selection import Resolved
from agdb.programme.indicator import Indicator, Ratio
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import Finality, ObservationStatus

STATUS_ORDER: Final = tuple(ObservationStatus)
FINALITY_ORDER: Final = tuple(Finality)
TABLE: Final = "observations_{role}"
"""Name under which the engine must offer the dataset of a role."""


def value_statement(indicator: Indicator, roles: tuple[Resolved, ...]) -> str:
    """Return the statement that computes every value of the indicator.

    Its columns: region, period, b0.., value, lower, upper, then for each role the set of statuses
    (as a sum of powers of two), the set of finalities likewise, a mark and the number of keys.
    """
    parts = ",\n".join(f"{role.role} as (\n{_role(role)}\n)" for role in roles)
    scale = indicator.metric.scale if isinstance(indicator.metric, Ratio) else 1.0
    return f"with {parts}\n{_whole(roles, scale)}"


def cell_statement(role: Resolved) -> str:
    """Return the statement that lists the observations behind the values of one role.

    Its columns: region, period, b0.., the parts of the observation key, then value, lower, upper,
    status, finality, mark and citation.
    """
    keys = "".join(f", {column} as key_{i}" for i, column in enumerate(role.key_columns))
    return (
        f"select {_labels(role)}{keys},\n  value, lower, upper, status, finality, mark, citation\n"
        f"from {TABLE.format(role=role.role)}\nwhere {role.predicate}"
    )


def shown(role: Resolved) -> tuple[int, ...]:
    """Return the places of the breakdowns that this role has."""
    return tuple(i for i, expression in enumerate(role.breakdowns) if expression is not None)


def _labels(role: Resolved) -> str:
    names = "".join(f", {role.breakdowns[i]} as b{i}" for i in shown(role))
    return f"{role.region} as region, period as of_period{names}"


def _set(column: str, members: tuple[str, ...]) -> str:
    """Return the set of values of a column as one number: a bit for each member that occurs."""
    return " + ".join(
        f"max(case when {column} = {sql_text(member)} then {2**place} else 0 end)"
        for place, member in enumerate(members)
    )


def _role(role: Resolved) -> str:
    grouped = "".join(f", b{i}" for i in shown(role))
    return (
        f"  select region, of_period{grouped},\n"
        "    case when count(value) = count(*) then sum(value) end as value,\n"
        "    case when count(low) = count(*) then sum(low) end as lower,\n"
        "    case when count(high) = count(*) then sum(high) end as upper,\n"
        f"    {_set('status', STATUS_ORDER)} as statuses,\n"
        f"    {_set('finality', FINALITY_ORDER)} as finalities,\n"
        "    max(mark) as mark, count(*) as n_keys, count(lower) as n_bounds\n"
        f"  from (select {_labels(role)}, value, lower, upper, status, finality, mark,\n"
        "      case when lower is null then value else lower end as low,\n"
        "      case when upper is null then value else upper end as high\n"
        f"    from {TABLE.format(role=role.role)}\n    where {role.predicate}) as chosen\n"
        f"  group by region, of_period{grouped}"
    )


def _whole(roles: tuple[Resolved, ...], scale: float) -> str:
    """Return the outer query: the role itself, or the numerator over the denominator."""
    names = "".join(f", n.b{i} as b{i}" for i in shown(roles[0]))
    if len(roles) == 1:
        return (
            f"select n.region, n.of_period{names}, n.value,\n"
            "  case when n.n_bounds > 0 then n.lower end as lower,\n"
            "  case when n.n_bounds > 0 then n.upper end as upper,\n"
            f"  {_account('n')}\nfrom {roles[0].role} as n"
        )
    same = "".join(f" and n.b{i} = d.b{i}" for i in shown(roles[1]))
    bounded = "n.n_bounds + d.n_bounds > 0"
    return (
        f"select n.region, n.of_period{names},\n"
        f"  case when d.value > 0 then {scale!r} * n.value / d.value end as value,\n"
        f"  case when d.upper > 0 and {bounded} then {scale!r} * n.lower / d.upper end as lower,\n"
        f"  case when d.lower > 0 and {bounded} then {scale!r} * n.upper / d.lower end as upper,\n"
        f"  {_account('n')}, {_account('d')}\n"
        f"from {roles[0].role} as n join {roles[1].role} as d\n"
        f"  on n.region = d.region and n.of_period = d.of_period{same}"
    )


def _account(alias: str) -> str:
    return f"{alias}.statuses, {alias}.finalities, {alias}.mark, {alias}.n_keys"
