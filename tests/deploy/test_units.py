"""The units, the container and the settings: they name commands and settings that exist."""

from __future__ import annotations

import configparser
import re
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
