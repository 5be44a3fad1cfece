"""How a publication came about: which files, of which inputs, by which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from agdb.results.release import Release

_TYPE = "https://in-toto.io/Statement/v1"
_PREDICATE = "https://slsa.dev/provenance/v1"
_HOW = "urn:agdb:publish:1"


@dataclass(frozen=True, slots=True)
class MadeBy:
    """The code of a publication: its version and SHA-256, the commit that is checked out, locks.

    `commit` is None outside of a checkout. `locks` has the SHA-256 of each lock by its name.
    """

    version: str
    code: str
    commit: str | None
    locks: Mapping[str, str]


def provenance_statement(
    files: Mapping[str, str], release: Release, made_by: MadeBy, *, base: str
) -> bytes:
    """Return an in-toto statement with SLSA provenance as JSON, the same bytes for the same inputs.

    `files` has the SHA-256 of each published file by its path. It says what was put in and what
    came out; nobody has signed it. Time and machine are not in it, because the bytes of a
    publication do not depend on them.

    Source: https://slsa.dev/spec/v1.0/provenance
    """
    inputs = {
        f"{one.dataset} {one.version}": {"sha256": one.checksum}
        for computed in release.computed.values()
        for one in computed.inputs
    }
    materials = [
        *([_named("agdb", {"gitCommit": made_by.commit})] if made_by.commit else []),
        *(_named(name, {"sha256": checksum}) for name, checksum in sorted(made_by.locks.items())),
        _named("programme", {"sha256": release.programme.hash}),
        *(_named(name, checksum) for name, checksum in sorted(inputs.items())),
    ]
    statement = {
        "_type": _TYPE,
        "subject": [_named(path, {"sha256": one}) for path, one in sorted(files.items())],
        "predicateType": _PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": _HOW,
                "externalParameters": {"release": release.id, "base": base},
                "internalParameters": {"codeSha256": made_by.code},
                "resolvedDependencies": materials,
            },
            "runDetails": {
                "builder": {"id": "urn:agdb", "version": {"agdb": made_by.version}},
                "metadata": {"invocationId": release.id},
            },
        },
    }
    return msgspec.json.format(msgspec.json.encode(statement), indent=1)


def _named(name: str, digest: Mapping[str, str]) -> dict[str, object]:
    return {"name": name, "digest": dict(digest)}
