"""`python -m agdb`: the command."""

import sys

try:
    from agdb.cli.app import main

    main()
except ImportError as error:
    # A library that an upgrade of Python took away, or that was removed by hand; ours are there.
    if (error.name or "").partition(".")[0] == "agdb":
        raise
    sys.exit(
        f"agdb: a library cannot be loaded ({error}); remove the folder .venv beside the code, and"
        " the next start makes it again."
    )
