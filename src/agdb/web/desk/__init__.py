"""The desk: where organisations hand in, reviewers decide and the secretary keeps the register."""
