"""What is known of a region, as facts: its pages and papers are written from these."""
