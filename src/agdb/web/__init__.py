"""Floor 6: the Django project that serves what was published."""
