"""Floor 0: files, whoever reads or writes them: on disk to stay, packed, as JSON, from outside."""
