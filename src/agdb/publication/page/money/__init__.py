"""The page of money: from asked to paid, what may be added up and what may not."""
