"""The releases that readers had, and each of them as it was."""
