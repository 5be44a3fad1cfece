"""A server that speaks Spark Connect: Sail in the wheel `pysail`, or Spark itself where it is."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
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
    with TemporaryDirectory() as folder, _connect(Path(folder), "local[2]") as address:
        yield address


@dataclass(frozen=True)
class TwoWorkers:
    """Spark on this machine as a cluster: its address, its folder, and its second worker."""

    address: str
    folder: Path
    second: subprocess.Popen[bytes]

    def tasks(self) -> int:
        """How many tasks the second worker has begun."""
        logs = self.folder.glob("second/app-*/*/stderr")
        return sum(log.read_text("utf-8", "replace").count("Running task") for log in logs)

    def kill(self) -> None:
        """End the second worker with all that runs in it, as a machine that loses its power."""
        os.killpg(self.second.pid, signal.SIGKILL)

    def lost(self) -> int:
        """How many tasks the driver says were lost."""
        return (self.folder / "connect.log").read_text("utf-8", "replace").count("Lost task")


@contextmanager
def two_workers() -> Iterator[TwoWorkers]:
    """Run a master and two workers of one core each, as processes that speak over loopback."""
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        master = _java(folder, "master", "master.Master", "--port", str(port))
        stack.enter_context(_ended(master))
        _wait_for(port, master, folder / "master.log")
        workers = []
        for one in ("first", "second"):
            (folder / one).mkdir()
            words = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / one), address)
            workers.append(_java(folder, one, "worker.Worker", *words))
            stack.enter_context(_ended(workers[-1]))
        settings = {
            "spark.executor.memory": "900m",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.files.maxPartitionBytes": "262144",
            "spark.sql.adaptive.enabled": "false",
            "spark.network.timeout": "60s",
        }
        connected = stack.enter_context(_connect(folder, address, settings))
        yield TwoWorkers(connected, folder, workers[1])


def _java(folder: Path, log: str, name: str, *words: str) -> subprocess.Popen[bytes]:
    program = Path(os.environ["SPARK_HOME"]) / "bin" / "spark-class"
    with (folder / f"{log}.log").open("wb") as stream:
        return subprocess.Popen(
            [program, f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", "--webui-port", "0",
             *words],
            cwd=folder, stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a process with those that it started; it may have ended before."""
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


@contextmanager
def _connect(folder: Path, master: str, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run the server that clients speak to, on the cluster at `master`."""
    port = _free_port()
    told = {
        "spark.connect.grpc.binding.port": str(port),
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        **(settings or {}),
    }
    command = [
        str(Path(os.environ["SPARK_HOME"]) / "bin" / "spark-submit"),
        *("--master", master, "--driver-memory", "2g"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *(word for name, value in told.items() for word in ("--conf", f"{name}={value}")),
        "spark-internal",
    ]
    with (folder / "connect.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
    with _ended(process):
        _wait_for(port, process, folder / "connect.log")
        yield f"sc://127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.3)
    raise AssertionError(f"Spark did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")
