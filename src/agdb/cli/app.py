"""The commands by name; the module of a command is loaded when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, NamedTuple

import typer

from agdb.cli.exit import end_with
from agdb.cli.log import start_log


class Command(NamedTuple):
    """The function `module:name` in this folder, and what `--help` says of it."""

    function: str
    help: str


COMMANDS: Final = {
    "serve": Command(
        "serve:serve", "Build and publish what is new, then answer on 127.0.0.1 until stopped."
    ),
    "fetch": Command(
        "fetch:fetch",
        "Ask the publishers for what is new; without names, for every source that can be asked"
        " for.\n\nNot proven against a live service: see docs/limits-sources.md.",
    ),
    "probe": Command(
        "probe:probe",
        "Ask each publisher one small question, and say what differs from what is expected.\n\n"
        "Every answer is kept with its headers in one zip, from which agdb import takes"
        " recordings.",
    ),
    "sources": Command(
        "sources:sources", "List the sources: their newest figures, and when the next are expected."
    ),
    "import": Command(
        "recording:import_",
        "Make a recording a snapshot and a dataset, or change nothing.\n\n"
        "The publisher's own date decides which version is the newest.",
    ),
    "withdraw": Command(
        "recording:withdraw", "Take a version of a dataset out of use; nothing is deleted."
    ),
    "template": Command(
        "template:template", "Write an empty workbook in which a partner can deliver figures."
    ),
    "datasets": Command("datasets:datasets", "List the datasets and their versions."),
    "dataset": Command("datasets:dataset", "Print the long table of one dataset."),
    "revisions": Command(
        "datasets:revisions",
        "List the definitive figures that changed from one version to the next.",
    ),
    "doctor": Command(
        "doctor:doctor", "Find every inconsistency of the data folder and say how to mend it."
    ),
    "backup": Command("backup:backup", "Write the data folder to one verified file."),
    "restore": Command("backup:restore", "Fill an empty data folder from a backup."),
    "build": Command(
        "build:build",
        "Build a release from the programme and the datasets; the same one if nothing changed.",
    ),
    "check": Command(
        "check:check",
        "Hold datasets and indicators against the rules; end with 1 if any finding stops a build.",
    ),
    "indicators": Command(
        "indicators:indicators",
        "List the indicators with their number of values and their freshness.",
    ),
    "indicator": Command(
        "indicators:indicator", "Print the values of one indicator in the latest release."
    ),
    "compute": Command(
        "compute:compute",
        "Compute an indicator from records, or from the datasets, here or on a Spark cluster.",
    ),
    "report": Command(
        "report:report",
        "Write the papers of the progress report: the letter, its annexes and the decision note,"
        " or one paper.",
    ),
    "answer": Command(
        "answer:answer",
        "Answer the questions that Parliament and press ask, each with how to cite it.",
    ),
    "explain": Command(
        "explain:explain", "Say why a number is what it is, down to the source cells."
    ),
    "compare": Command(
        "compare:compare",
        "Say what changed from one release to a later one: figures, judgements, register.",
    ),
    "release list": Command("release:list_", "List the releases, and what was decided about each."),
    "release draft": Command("release:draft", "Hold a release back until somebody publishes it."),
    "release embargo": Command("release:embargo", "Hold a release back until a moment."),
    "release publish": Command("release:publish", "Let a release be shown from now on."),
    "release withdraw": Command(
        "release:withdraw", "Take a release back, with a reason; its address stays and tells it."
    ),
    "publish": Command("publish:publish", "Write the latest release as a site of plain files."),
    "outlook": Command(
        "outlook:outlook", "Print trend, forecast with bounds, and the judgement on each target."
    ),
    "forecasts": Command(
        "outlook:forecasts",
        "Print the forecasts of a release as a JSON file, to keep in forecasts/ of the programme.",
    ),
    "backtest": Command(
        "outlook:backtest", "Print how good our forecasts were on the past, beside simpler ones."
    ),
    "scenario run": Command(
        "scenario:run", "Print gap, closure and the share of each pillar, per year."
    ),
    "scenario sensitivity": Command(
        "scenario:sensitivity",
        "Print which inputs the answer depends on; draws are a power of two.",
    ),
    "scenario option": Command(
        "scenario:option",
        "Print cost and effect of a policy option, or of all side by side.",
    ),
    "register check": Command(
        "register:check",
        "Read the register and count what it holds and lacks; errors include file and line.",
    ),
    "register load": Command(
        "register:load",
        "Take the files of the register into the database, all or nothing; again changes nothing.",
    ),
    "register export": Command(
        "register:export",
        "Write the register of the database to its files; loading them changes nothing.",
    ),
    "register remind": Command(
        "register:remind",
        "Send the letters of the day: what is still open, and what is late. Run it once a day.",
    ),
    "user add": Command(
        "user:add",
        "Make an account with a role; its password is asked for.",
    ),
    "user list": Command("user:list_", "List the accounts with their roles."),
    "user role": Command("user:role", "Give an account a role for an organisation, or take it."),
    "user export": Command("user:export", "Print everything that is kept of a person."),
    "user erase": Command(
        "user:erase",
        "Erase a person for good; what was done stays in the log without the person.",
    ),
    "register fetch": Command(
        "register_fetch:fetch",
        "Ask a service of open data for papers, promises or budget lines, and keep what is new as"
        " proposals.\n\nNot proven against a live service: see docs/limits-sources.md.",
    ),
    "register proposals": Command(
        "proposals:proposals", "List what came from open data and waits for a decision."
    ),
    "register accept": Command(
        "proposals:accept",
        "Write a proposal into the register, with what the service does not tell.",
    ),
    "register reject": Command(
        "proposals:reject", "Do not take a proposal over; a later change of it is proposed again."
    ),
    "register outside": Command(
        "proposals:outside", "Say that a record does not belong to this plan: it comes no more."
    ),
    "test": Command(
        "test:test",
        "Run all checks of this repository: lint, spelling, types, import contracts, tests.",
    ),
    "bench": Command(
        "bench:bench",
        "Repeat the measurements of docs/performance.md, or one of them, on this machine.",
    ),
    "fix": Command("test:fix", "Format this repository, and mend what the linter can mend."),
}
"""A name of two words is a command of a group."""

GROUPS: Final = {
    "scenario": "The doorrekening: what the plan does to the shortage, and what it does not know.",
    "release": "Releases: what is kept, what may be shown from when, and what was withdrawn.",
    "register": "The register: initiatives, money, bodies, papers, promises and results.",
    "user": "Accounts of the desk, their roles, and what is kept of a person.",
}

_HELP: Final = (
    "Every figure from its source to its reader. Data are in AGDB_DATA (var/),"
    " the programme is AGDB_PROGRAMME (programme/)."
)


def main() -> None:
    """Run the command; a problem is one sentence on standard error, never a traceback."""
    # outside of its standalone mode typer returns the code of a typer.Exit
    end_with(_run)


def _run() -> object:
    start_log(os.environ)
    return app_of(sys.argv[1:])(prog_name="agdb", standalone_mode=False)


def app_of(words: Sequence[str]) -> typer.Typer:
    """Return the commands of which the one that `words` call is loaded, and no other.

    The others have their name and a sentence, which is what the help of their group needs.

    >>> app_of(["--help"]).registered_groups[0].name
    'scenario'
    """
    # neither agdb nor a group has an option with a value, so the first words are the command
    plain = [word for word in words if not word.startswith("-")]
    called = next((" ".join(plain[:n]) for n in (1, 2) if " ".join(plain[:n]) in COMMANDS), None)
    app = _group(_HELP)
    groups = {name: _group(text) for name, text in GROUPS.items()}
    for name, command in COMMANDS.items():
        *group, last = name.split()
        function = _load(command.function) if name == called else _not_called
        parent = groups[group[0]] if group else app
        parent.command(last, help=command.help)(function)
    for name, one in groups.items():
        app.add_typer(one, name=name)
    return app


def _group(text: str) -> typer.Typer:
    return typer.Typer(
        help=text,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # drawing the help in colour would double its time
    )


def _load(function: str) -> Callable[..., None]:
    module, _, name = function.partition(":")
    found: Callable[..., None] = getattr(import_module(f"agdb.cli.{module}"), name)
    return found


def _not_called() -> None:
    raise AssertionError("this command is not the one that the words call")
