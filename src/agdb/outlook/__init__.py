"""Trend, forecast, and an honest status: pure functions on numbers and frozen values.

The way through this room: `series.TimeSeries` in, `forecasting.forecast_series` to
`forecast.Forecast`, `status.judge` to a `Judgement`, `history.publish` to the history of a status;
`trend.trend` and `revisions.revisions` describe without a target; `backtest.backtest` scores all of
it and `freeze.fingerprint` fixes what was published. Every point comes from
`published.published_points`. Results carry codes (`remark.Remark`), never
sentences. See docs/methods/outlook.md.
"""
