"""Floor 4: freezes one consistent whole, from which everything is published."""
