"""All rules, in the order in which their findings are printed."""

from __future__ import annotations

from typing import Final

from agdb.indicators.checks import (
    all_missing,
    definitive_changed,
    duplicates,
    future_periods,
    gaps,
    impossible_values,
    margin_declared,
    mixed_frequencies,
    outliers,
    parts_around,
    region_validity,
    scale_jump,
    schema_drift,
    stale_source,
    status_lost,
    sums,
    suppressed_summed,
    unfit_words,
    unit_change,
    unknown_codes,
)
from agdb.indicators.checks.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    duplicates.RULE,
    unknown_codes.RULE,
    impossible_values.RULE,
    suppressed_summed.RULE,
    status_lost.RULE,
    all_missing.RULE,
    mixed_frequencies.RULE,
    future_periods.RULE,
    region_validity.RULE,
    scale_jump.RULE,
    unit_change.RULE,
    schema_drift.RULE,
    gaps.RULE,
    outliers.RULE,
    sums.RULE,
    parts_around.RULE,
    definitive_changed.RULE,
    stale_source.RULE,
    margin_declared.RULE,
    unfit_words.RULE,
)

STOPPING: Final = tuple(rule for rule in RULES if rule.stops)
"""The rules of which a finding can stop a build."""
