"""The command line: names, options and exit codes; the work is in the modules beside this one."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from agdb.command.ending import end_with
from agdb.command.register_app import register_app
from agdb.command.scenario_app import scenario_app
from agdb.command.settings import Settings, settings
from agdb.errors import UsageError

app = typer.Typer(
    name="agdb",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # drawing the help in colour would double its time
    help="Every figure from its source to its reader. Data are in AGDB_DATA (var/),"
    " the programme is AGDB_PROGRAMME (programme/).",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As known on this date.")]


def main() -> None:
    """Run the command; a problem is one sentence on standard error, never a traceback."""
    # outside of its standalone mode typer returns the code of a typer.Exit
    end_with(lambda: app(prog_name="agdb", standalone_mode=False))


def _settings() -> Settings:
    return settings(os.environ)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date", remedy="write it as 2025-04-22") from None


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine.")] = 8000,
) -> None:
    """Build and publish what is new, then answer on 127.0.0.1 until stopped."""
    from agdb.command.serve import serve_site

    serve_site(_settings(), port=port)


@app.command()
def fetch(
    datasets: Annotated[
        list[str] | None, typer.Argument(metavar="[DATASET]...", help="As in cbs:85224NED.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the publishers for what is new; without names, for every source that can be asked for.

    Not proven against a live service: see docs/limits-sources.md.
    """
    from agdb.command.fetch import fetch_datasets
    from agdb.command.network import network

    fetch_datasets(_settings(), network(os.environ), datasets=datasets or [], as_json=as_json)


@app.command()
def probe(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="A publisher, a service or a data set."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The zip to write, here by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask each publisher one small question, and say what differs from what is expected.

    Every answer is kept with its headers in one zip, from which agdb import takes recordings.
    """
    from agdb.command.network import network
    from agdb.command.probe import probe_services

    probe_services(
        _settings(), network(os.environ), names=names or [], output=output, as_json=as_json
    )


@app.command()
def sources(as_json: Json = False) -> None:
    """List the sources: their newest figures, and when the next are expected."""
    from agdb.command.sources import list_sources

    list_sources(_settings(), as_json=as_json)


@app.command("import")
def import_(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="As in cbs:85224NED.")],
    path: Annotated[Path, typer.Argument(help="Folder or file with the recording.")],
    recorded: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was downloaded, if the files do not say."),
    ] = None,
    vintage: Annotated[
        str, typer.Option(metavar="NAME", help="The publisher's name for this edition.")
    ] = "",
    anyway: Annotated[
        bool, typer.Option(help="Keep it even if the programme cannot use it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a recording a snapshot and a dataset, or change nothing.

    The publisher's own date decides which version is the newest.
    """
    from agdb.command.recording import Said, import_recording

    said = Said(_date(recorded), vintage, anyway)
    import_recording(_settings(), dataset=dataset, path=path, said=said, as_json=as_json)


@app.command()
def withdraw(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="As in cbs:85224NED.")],
    version: Annotated[str, typer.Argument(help="As agdb datasets shows it, or its beginning.")],
    reason: Annotated[str, typer.Option(help="Why, for whoever asks later.")],
    undo: Annotated[bool, typer.Option("--undo", help="Put it back into use.")] = False,
    as_json: Json = False,
) -> None:
    """Take a version of a dataset out of use; nothing is deleted."""
    from agdb.command.recording import withdraw_version

    withdraw_version(
        _settings(), dataset=dataset, version=version, reason=reason, undo=undo, as_json=as_json
    )


@app.command()
def template(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx file to write.")],
) -> None:
    """Write an empty workbook in which a partner can deliver figures."""
    from agdb.command.template import write_template

    write_template(path)


@app.command()
def datasets(as_json: Json = False) -> None:
    """List the datasets and their versions."""
    from agdb.command.datasets import list_datasets

    list_datasets(_settings(), as_json=as_json)


@app.command()
def dataset(
    dataset_id: Annotated[str, typer.Argument(metavar="DATASET")],
    as_of: AsOf = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="csv|json|parquet", help="Form of the output.")
    ] = "csv",
) -> None:
    """Print the long table of one dataset."""
    from agdb.command.datasets import print_dataset

    print_dataset(_settings(), dataset=dataset_id, as_of=_date(as_of), form=format_)


@app.command()
def revisions(
    dataset_id: Annotated[str, typer.Argument(metavar="DATASET")], as_json: Json = False
) -> None:
    """List the definitive figures that changed from one version to the next."""
    from agdb.command.revisions import print_revisions

    print_revisions(_settings(), dataset=dataset_id, as_json=as_json)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Find every inconsistency of the data folder and say how to mend it."""
    from agdb.command.doctor import examine_data

    examine_data(_settings(), as_json=as_json)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write the data folder to one verified file."""
    from agdb.command.backup import back_up

    back_up(_settings(), file=file)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="What agdb backup wrote.")]) -> None:
    """Fill an empty data folder from a backup."""
    from agdb.command.backup import restore_from

    restore_from(_settings(), file=file)


@app.command()
def build(as_of: AsOf = None, as_json: Json = False) -> None:
    """Build a release from the programme and the datasets; the same one if nothing changed."""
    from agdb.command.build import build_and_keep

    build_and_keep(_settings(), as_of=_date(as_of), as_json=as_json)


@app.command()
def check(as_of: AsOf = None, as_json: Json = False) -> None:
    """Hold datasets and indicators against the rules; end with 1 if any finding stops a build."""
    from agdb.command.check import check as check_all

    check_all(_settings(), as_of=_date(as_of), as_json=as_json)


@app.command()
def indicators(as_json: Json = False) -> None:
    """List the indicators with their number of values and their freshness."""
    from agdb.command.indicators import list_indicators

    list_indicators(_settings(), as_json=as_json)


@app.command()
def indicator(
    indicator_id: Annotated[str, typer.Argument(metavar="ID")],
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    period: Annotated[str | None, typer.Option(help="Only this period.")] = None,
    as_json: Json = False,
) -> None:
    """Print the values of one indicator in the latest release."""
    from agdb.command.indicators import print_indicator

    print_indicator(
        _settings(), indicator=indicator_id, region=region, period=period, as_json=as_json
    )


@app.command()
def compute(
    indicator_id: Annotated[str, typer.Argument(metavar="ID")],
    data: Annotated[
        list[str] | None,
        typer.Option(metavar="DATASET=PATH", help="Where the records of a dataset are (Parquet)."),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="sc://HOST:PORT",
            envvar="AGDB_SPARK_URL",
            help="A cluster that speaks Spark Connect; without it, this machine.",
        ),
    ] = None,
    memory: Annotated[str, typer.Option(help="What this machine may use, as in 4GB.")] = "1GB",
    statement: Annotated[
        bool, typer.Option("--statement", help="Print the SQL statement and run nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Compute an indicator from records, or from the datasets, here or on a Spark cluster."""
    from agdb.command.compute import compute_indicator

    compute_indicator(
        _settings(),
        indicator=indicator_id,
        data=data or [],
        engine=engine,
        memory=memory,
        statement_only=statement,
        as_json=as_json,
    )


@app.command()
def explain(
    indicator_id: Annotated[
        str, typer.Argument(metavar="ID", help="An indicator, or the word scenario.")
    ],
    number: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help="A number of the scenario, as in gap.")
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Region code, as in PV20; the country without it.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Period, as in 2024-Q4; the newest without it.")
    ] = None,
    breakdown: Annotated[
        list[str] | None, typer.Option(metavar="NAME=CODE", help="One part, for each name.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year, of a number of the scenario.")] = None,
    as_json: Json = False,
) -> None:
    """Say why a number is what it is, down to the source cells."""
    if indicator_id == "scenario":
        from agdb.command.scenario import explain_scenario

        explain_scenario(_settings(), name=number or "effect", year=year, as_json=as_json)
        return
    from agdb.command.explain import explain_value

    explain_value(
        _settings(),
        indicator=indicator_id,
        region=region,
        period=period,
        breakdown=breakdown or [],
        as_json=as_json,
    )


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the site is written.")],
    base: Annotated[str, typer.Option(help="Address at which the folder will be served.")] = "/",
) -> None:
    """Write the latest release as a site of plain files."""
    from agdb.command.publish import publish_to

    publish_to(_settings(), folder=folder, base=base)


@app.command()
def outlook(
    indicator_id: Annotated[str, typer.Argument(metavar="ID")], as_json: Json = False
) -> None:
    """Print trend, forecast with bounds, and the judgement on each target."""
    from agdb.command.outlook import print_outlook

    print_outlook(_settings(), indicator=indicator_id, as_json=as_json)


@app.command()
def forecasts(
    release_id: Annotated[str | None, typer.Argument(metavar="[RELEASE]")] = None,
) -> None:
    """Print the forecasts of a release as a file, to keep in forecasts/ of the programme."""
    from agdb.command.outlook import print_forecasts

    print_forecasts(_settings(), release=release_id)


@app.command()
def backtest(as_json: Json = False) -> None:
    """Print how good our forecasts were on the past, beside simpler ones."""
    from agdb.command.outlook import print_backtest

    print_backtest(_settings(), as_json=as_json)


app.add_typer(scenario_app, name="scenario")
app.add_typer(register_app, name="register")


@app.command()
def test(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Only these files or folders.")
    ] = None,
    keyword: Annotated[
        str | None, typer.Option("-k", metavar="WORDS", help="Only tests with these words.")
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Without browser and slow tests.")] = False,
    long: Annotated[bool, typer.Option("--long", help="Also the tests that take long.")] = False,
) -> None:
    """Run all checks of this repository: lint, spelling, types, import contracts, tests."""
    from agdb.command.test import Choice, run_checks

    choice = Choice(paths=tuple(paths or ()), keyword=keyword, fast=fast, long=long)
    run_checks(_settings(), choice=choice)


@app.command()
def fix() -> None:
    """Format this repository, and mend what the linter can mend."""
    from agdb.command.test import fix as mend

    mend(_settings())
