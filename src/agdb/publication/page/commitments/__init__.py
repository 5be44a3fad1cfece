"""The page of promises and motions: promised beside answered."""
