"""Record-level data, one row a person, job or advertisement: counted here or on a Spark cluster."""
