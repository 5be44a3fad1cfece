"""The rules of the house that no linter knows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT, our_programme

from agdb.register.fitting import programme_register

SOURCE = ROOT / "src" / "agdb"


def code() -> dict[Path, str]:
    """Every file of code, template and style."""
    kinds = {".py", ".html", ".jinja", ".css", ".js", ".yaml"}
    return {p: p.read_text("utf-8") for p in SOURCE.rglob("*") if p.suffix in kinds}


def test_no_code_names_an_indicator_an_initiative_or_a_region() -> None:
    programme = our_programme()
    register = programme_register(programme)
    names = {*programme.indicators, *register.initiatives, *programme.regions} - {"agdb"}
    quoted = re.compile("|".join(rf"[\"'>/]{re.escape(name)}[\"'</]" for name in sorted(names)))

    # Examples in docstrings may name a region, as people do in speech
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path, text in code().items()
        if (match := quoted.search(_without_docstrings(text)))
    }

    assert found == {}


@pytest.mark.slow
def test_no_code_names_the_plan_itself() -> None:
    words = re.compile(r"actieplan|groene en digitale|koersoverleg|techniekpact", re.IGNORECASE)

    found = [str(p.relative_to(ROOT)) for p, text in code().items() if words.search(text)]

    assert found == []


def _without_docstrings(text: str) -> str:
    return re.sub(r'"""[\s\S]*?"""', "", text)


def test_no_file_is_longer_than_a_thought() -> None:
    lengths = sorted(len(p.read_text("utf-8").splitlines()) for p in SOURCE.rglob("*.py"))

    assert lengths[len(lengths) // 2] <= 130
    assert lengths[int(len(lengths) * 0.9)] < 250
    assert lengths[-1] <= 500


def test_every_package_and_module_says_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in SOURCE.rglob("*.py")
        if not p.read_text("utf-8").lstrip().startswith('"""')
    ]

    assert silent == []


@pytest.mark.slow
def test_no_committed_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    hosts = "|".join(
        ("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "/work" + "/")
    )

    found = subprocess.run(
        ["git", "grep", "-lIE", hosts], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert found.stdout == ""


def test_locks_have_hashes_and_the_runtime_is_part_of_the_workshop() -> None:
    runtime = (ROOT / "requirements.lock").read_text("utf-8")
    workshop = (ROOT / "requirements-dev.lock").read_text("utf-8")
    pinned = re.compile(r"^([a-z0-9-]+==\S+)", re.MULTILINE)

    assert set(pinned.findall(runtime)) <= set(pinned.findall(workshop))
    assert runtime.count("--hash=sha256:") >= len(pinned.findall(runtime))


def test_the_documents_of_the_house_are_there() -> None:
    for name in (
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "CHANGELOG.md", "publiccode.yml",
        "docs/architecture.md", "docs/limits.md", "docs/decisions/README.md",
    ):  # fmt: skip
        assert (ROOT / name).stat().st_size > 200, name


def test_every_link_between_documents_leads_somewhere() -> None:
    link = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in link.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
