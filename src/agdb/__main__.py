"""`python -m agdb`: the command."""

from agdb.command.app import main

main()
