"""A published site on a port of this machine, served as `agdb serve` does, for who looks at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[1]


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve the site in a folder, with the interface on the releases of `AGDB_DATA`.

    Gives the address of its root; the server ends with the block.
    """
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "tools.site_server", str(site)],
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _run(site: Path) -> None:
    from agdb.cli.context import releases
    from agdb.cli.settings import current
    from agdb.web.server import run_server
    from agdb.web.settings import WebOptions

    def ready(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    run_server(WebOptions(site=site, releases=releases(current())), port=0, ready=ready)


if __name__ == "__main__":
    _run(Path(sys.argv[1]))
