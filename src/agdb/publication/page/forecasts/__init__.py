"""The page on how good the forecasts were."""
