"""When figures are expected, what came in, what that changes, and how people hear of it."""
