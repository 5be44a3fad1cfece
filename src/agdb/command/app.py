"""The command line: names, options and exit codes; the work is in the modules beside this one."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from agdb.command.settings import Settings, settings
from agdb.errors import AgdbError, UsageError

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
    try:
        app(prog_name="agdb", standalone_mode=False)
    except AgdbError as error:
        typer.echo(f"agdb: {error}", err=True)
        sys.exit(error.exit_code)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except typer.Abort:
        sys.exit(1)
    except TyperException as error:  # an option or argument that does not exist
        typer.echo(f"agdb: {error.format_message()} (agdb --help tells what there is)", err=True)
        sys.exit(UsageError.exit_code)


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


@app.command("import")
def import_(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="As in cbs:85224NED.")],
    path: Annotated[Path, typer.Argument(help="Folder or file with the recording.")],
    as_json: Json = False,
) -> None:
    """Make a recording a snapshot and a dataset, or change nothing."""
    from agdb.command.datasets import import_recording

    import_recording(_settings(), dataset=dataset, path=path, as_json=as_json)


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
def build(as_of: AsOf = None, as_json: Json = False) -> None:
    """Build a release from the programme and the datasets; the same one if nothing changed."""
    from agdb.command.build import build_and_keep

    build_and_keep(_settings(), as_of=_date(as_of), as_json=as_json)


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
def explain(
    indicator_id: Annotated[str, typer.Argument(metavar="ID")],
    region: Annotated[str, typer.Option(help="Region code, as in NL01.")],
    period: Annotated[str, typer.Option(help="Period, as in 2024 or 2024-Q4.")],
    breakdown: Annotated[
        list[str] | None, typer.Option(metavar="NAME=CODE", help="One part, for each name.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say why a number is what it is, down to the source cells."""
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
def test(
    long: Annotated[bool, typer.Option("--long", help="Also the tests that take long.")] = False,
    select: Annotated[list[str] | None, typer.Argument(help="Passed on to pytest.")] = None,
) -> None:
    """Run all checks of this repository: lint, types, import contracts, tests."""
    from agdb.command.test import run_checks

    run_checks(_settings(), long=long, select=select or [])


@app.command()
def outlook(
    indicator_id: Annotated[str, typer.Argument(metavar="ID")],
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    as_json: Json = False,
) -> None:
    """Print trend, forecast with intervals and the status against targets of one indicator."""
    from agdb.command.outlook import print_outlook

    print_outlook(_settings(), indicator=indicator_id, region=region, as_json=as_json)


@app.command()
def backtest(as_json: Json = False) -> None:
    """Print how good the forecasts would have been, beside the simplest rivals."""
    from agdb.command.outlook import print_backtest

    print_backtest(_settings(), as_json=as_json)
