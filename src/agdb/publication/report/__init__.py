"""The papers of the progress report: facts of a document, made of a release and nothing else."""
