"""A server that speaks Spark Connect: Sail in the wheel `pysail`, or Spark itself where it is."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pysail.spark import SparkConnectServer

PATIENCE = 180.0


@contextmanager
def sail() -> Iterator[str]:
    """Run Sail in this process and give its address."""
    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    host, port = server.listening_address
    try:
        yield f"sc://{host}:{port}"
    finally:
        server.stop()


def spark_missing() -> str | None:
    """Return why Apache Spark cannot be run here, or None if it can.

    AGDB_TEST_SPARK_URL is the address of a running one; else SPARK_HOME is the folder of Spark, as
    of the package pyspark, and Java is needed.
    """
    if os.environ.get("AGDB_TEST_SPARK_URL"):
        return None
    home = os.environ.get("SPARK_HOME")
    if not home:
        return "neither AGDB_TEST_SPARK_URL nor SPARK_HOME is set"
    if not list(Path(home).glob("jars/spark-connect_*.jar")):
        return f"there is no jar of Spark Connect below SPARK_HOME ({home})"
    return None if shutil.which("java") else "Java is not installed"


@contextmanager
def spark() -> Iterator[str]:
    """Give the address of Apache Spark, which is started with two threads if need be."""
    address = os.environ.get("AGDB_TEST_SPARK_URL")
    if address:
        yield address
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(os.environ["SPARK_HOME"]) / "bin" / "spark-submit"),
        *("--master", "local[2]", "--driver-memory", "2g"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--conf", f"spark.connect.grpc.binding.port={port}"),
        *("--conf", "spark.connect.grpc.binding.address=127.0.0.1"),
        *("--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=4"),
        "spark-internal",
    ]
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(port, process, Path(folder) / "log")
            yield f"sc://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.3)
    raise AssertionError(f"Spark did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")
