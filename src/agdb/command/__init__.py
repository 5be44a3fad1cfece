"""The few commands. Each imports what it needs when it runs, so that `agdb --help` is quick."""
