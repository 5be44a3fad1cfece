"""The units, the container and the settings: they name commands and settings that exist."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from agdb.cli import settings
from agdb.cli.app import COMMANDS
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"


def unit(path: Path) -> configparser.RawConfigParser:
    found = configparser.RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(path, "utf-8")
    return found


@pytest.mark.parametrize("path", sorted((DEPLOY / "server").glob("*.service")), ids=str)
def test_a_service_runs_a_command_that_there_is_as_nobody_in_particular(path: Path) -> None:
    text = path.read_text("utf-8")

    for command in re.findall(r"/srv/agdb/agdb ([a-z]+(?: remind)?)", text):
        assert command in COMMANDS, command
    service = unit(path)["Service"]
    assert service["User"] == "agdb"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ReadWritePaths"] == "/var/lib/agdb"


@pytest.mark.parametrize("path", sorted((DEPLOY / "server").glob("*.timer")), ids=str)
def test_a_timer_has_its_service(path: Path) -> None:
    assert path.with_suffix(".service").is_file()
    assert unit(path)["Timer"]["OnCalendar"]


def test_the_example_settings_are_settings_of_ours() -> None:
    text = (DEPLOY / "server" / "agdb.env.example").read_text("utf-8")
    known = Path(settings.__file__).read_text("utf-8")

    for name in re.findall(r"^(AGDB_\w+)=", text, re.MULTILINE):
        assert f'"{name}"' in known, name


def test_the_containers_share_what_they_have_to() -> None:
    compose = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text("utf-8"))
    services = compose["services"]

    # The monitor answers on 127.0.0.1 only, so the web server has to be in its network.
    assert services["proxy"]["network_mode"] == "service:agdb"
    assert "ports" not in services["proxy"]
    built = ROOT / "deploy" / "container" / services["agdb"]["build"]["context"]
    assert (built / services["agdb"]["build"]["dockerfile"]).resolve().is_file()
    assert (built / "agdb").resolve().is_file()
    for service in services.values():
        for volume in service["volumes"]:
            name = volume.partition(":")[0]
            assert name in compose["volumes"] or (DEPLOY / "container" / name).is_file()


def test_the_server_shows_what_the_morning_published() -> None:
    service = unit(DEPLOY / "server" / "agdb-update.service")["Service"]

    assert service["ExecStartPost"] == "+/bin/systemctl try-restart agdb.service"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine as the recipe leaves it, as far as systemd looks at it."""
    for folder in ("srv/agdb", "etc/systemd/system", "bin", "usr/lib/systemd", "var/lib/agdb"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "agdb", tmp_path / "srv" / "agdb")
    for name in ("sh", "systemctl"):
        shutil.copy(f"/bin/{name}", tmp_path / "bin")
    shutil.copy(DEPLOY / "server" / "agdb.env.example", tmp_path / "etc" / "agdb.env")
    for unit_file in (DEPLOY / "server").glob("agdb*.*"):
        if unit_file.suffix in {".service", ".timer"}:
            shutil.copy(unit_file, tmp_path / "etc" / "systemd" / "system")
    if Path("/usr/lib/systemd/system").is_dir():
        shutil.copytree(
            "/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True
        )
    return tmp_path


def systemd(root: Path, *words: str) -> str:
    """What systemd's own checker says; its absence skips, and fails where it is required."""
    if shutil.which("systemd-analyze") is None:
        if os.environ.get("AGDB_REQUIRE_WEB_SERVERS"):
            pytest.fail("systemd-analyze is not installed")
        pytest.skip("systemd-analyze is not installed (apt-get install systemd)")
    done = subprocess.run(
        ["systemd-analyze", f"--root={root}", *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.slow
def test_systemd_finds_nothing_wrong_with_the_units(root: Path) -> None:
    units = sorted(str(one) for one in (root / "etc" / "systemd" / "system").glob("agdb*"))

    assert systemd(root, "verify", *units) == ""


@pytest.mark.slow
def test_systemd_would_find_a_mistake(root: Path) -> None:
    path = root / "etc" / "systemd" / "system" / "agdb.service"
    path.write_text(path.read_text("utf-8").replace("ProtectSystem=", "ProtectSytem="), "utf-8")

    assert "ProtectSytem" in systemd(root, "verify", str(path))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["agdb", "agdb-update", "agdb-backup", "agdb-remind"])
def test_a_service_may_do_little(root: Path, name: str) -> None:
    told = systemd(root, "security", "--offline=true", f"{name}.service")

    level = re.search(r"Overall exposure level for [\w.-]+: ([\d.]+)", told)
    assert level, told
    assert float(level[1]) < 3.0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="no docker-compose")
def test_the_containers_are_as_compose_understands_them() -> None:
    done = subprocess.run(
        ["docker-compose", "-f", str(DEPLOY / "container" / "compose.yaml"), "config"],
        env=os.environ | {"AGDB_HOST": "monitor.example", "AGDB_DATABASE_WORD": "a"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert "postgres://agdb:a@database:5432/agdb" in done.stdout
