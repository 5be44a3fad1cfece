"""A lock is read as pip reads it: names, versions, where, checksums, and who wants what."""

from __future__ import annotations

from tests.conftest import ROOT

from agdb.files.lock import LockedPackage, locked

TEXT = """\
asgiref==3.13.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via
    #   django
    #   django-allauth
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
    # via click
bare==1
"""


def test_every_package_comes_with_its_files_and_those_that_want_it() -> None:
    assert locked(TEXT) == (
        LockedPackage("asgiref", "3.13.0", "", ("aa", "bb"), ("django", "django-allauth")),
        LockedPackage("colorama", "0.4.6", "sys_platform == 'win32'", ("cc",), ("click",)),
        LockedPackage("bare", "1", "", (), ()),
    )


def test_our_own_lock_is_read_whole() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")

    packages = locked(text)

    assert len(packages) == text.count("==") - text.count(" == ")
    assert sum(len(one.sha256) for one in packages) == text.count("--hash=sha256:")
    assert all(len(digest) == 64 for one in packages for digest in one.sha256)
    known = {one.name for one in packages} | {"agdb"}
    assert all(one.wanted_by and known.issuperset(one.wanted_by) for one in packages)
