"""What leaves the site as data, each file with its own metadata inside."""
