"""The commands: one file each, with its options, loaded when it is called."""
