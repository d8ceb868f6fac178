"""The command line: a thin layer over the library.

Exit status: 0 done, 1 something failed and is named on stderr, 2 wrong use.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console

from tracker import __version__
from tracker.model import RunReport, TrackerError
from tracker.paths import corpus_file

DATABASE = Path("data/tracker.db")
EXAMPLE_DATABASE = Path("data/voorbeeld.db")

errors = Console(stderr=True, soft_wrap=True, highlight=False)


class _Commands(click.Group):
    """Turns an expected failure into one line on stderr and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            errors.print(str(error), style="red", markup=False)
            sys.exit(1)
        except BrokenPipeError:
            sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tracker")
def main() -> None:
    """Follow municipal policy: fetch it, split it into clauses, mark where residents' control is named, publish it."""


_database = click.option(
    "--db", "database", type=click.Path(path_type=Path, dir_okay=False), help="The database file.", show_default=True
)
_register = click.option(
    "--sources",
    "register",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The register of policies and sources.  [default: corpus/sources.toml]",
)


@main.command()
@_register
@_database
@click.option("--only", multiple=True, metavar="POLICY", help="Only this policy; can be repeated.")
@click.option("--jobs", default=1, type=click.IntRange(1), show_default=True, help="Processes that read documents.")
@click.option("--offline", is_flag=True, help="No network: read again what the archive holds, and folders.")
@click.option("--or-example", is_flag=True, help="Where no source at all can be reached, take the example corpus.")
def run(
    register: Path | None, database: Path | None, only: tuple[str, ...], jobs: int, offline: bool, or_example: bool
) -> None:
    """Fetch, parse, tag and store all that the register names."""
    from tracker.store import has_versions

    register, database = register or corpus_file("sources.toml"), database or DATABASE
    report = _follow(register, database, only, jobs, offline)
    if or_example and report.nothing_reached and not has_versions(database):
        errors.print(
            f"No source of {register} could be reached; taking the example corpus instead "
            "(a municipality that does not exist).",
            style="yellow",
            markup=False,
        )
        report = _follow(corpus_file("example/sources.toml"), EXAMPLE_DATABASE, (), jobs, offline=False)
    if report.failures:
        sys.exit(1)


def _follow(register: Path, database: Path, only: tuple[str, ...], jobs: int, offline: bool) -> RunReport:
    from tracker.archive import Archive
    from tracker.fetch import Client, Settings
    from tracker.lock import exclusive
    from tracker.pipeline import Pipeline
    from tracker.pipeline import run as run_pipeline
    from tracker.register import load_register
    from tracker.store import Store

    policies = load_register(register).policies
    with exclusive(database), Store(database) as store, Client(Settings.from_environment()) as client:
        archive = Archive(database.parent / "archive")
        with _progress() as progress:
            report = run_pipeline(policies, Pipeline(store, archive, client, jobs, offline, progress=progress), only)
    _print_failures(report)
    _print_summary(database, report)
    return report


def _print_failures(report: RunReport) -> None:
    for failure in report.failures:
        errors.print(str(failure), style="red", markup=False)
    for reason, failures in report.unreachable.items():
        errors.print(f"{failures} not reached: {reason}", style="red", markup=False)


def _print_summary(database: Path, report: RunReport) -> None:
    summary = f"{database}: {report.new} new, {report.unchanged} unchanged, {len(report.failures)} failed"
    errors.print(summary, markup=False)


@contextmanager
def _progress() -> Iterator:
    """A progress bar on a terminal, nothing in a log."""
    if not errors.is_terminal:
        yield lambda _source, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bars:
        task = bars.add_task("starting", total=None)
        yield lambda source, total: bars.update(task, description=source, total=total, advance=1)


@main.command()
@_register
@_database
@click.option("--only", multiple=True, metavar="POLICY", help="Only this policy; can be repeated.")
@click.option("--jobs", default=1, type=click.IntRange(1), show_default=True, help="Processes that read documents.")
@click.option(
    "--followers",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Who is told what.  [default: followers.toml beside the database, where it is]",
)
@click.option("--quiet", is_flag=True, help="Say nothing on stderr when all went well, as a timer likes it.")
def check(
    register: Path | None,
    database: Path | None,
    only: tuple[str, ...],
    jobs: int,
    followers: Path | None,
    quiet: bool,
) -> None:
    """Look for new versions and tell who follows: what a timer runs. The report, if any, is on stdout."""
    from tracker.check.run import Check
    from tracker.check.run import check as run_check
    from tracker.fetch import Client, Settings
    from tracker.register import load_register
    from tracker.tell.followers import Followers

    register, database = register or corpus_file("sources.toml"), database or DATABASE
    beside = database.with_name("followers.toml")
    told = Followers()
    if followers or beside.exists():
        from tracker.tell.followers_file import load_followers  # with a library that takes a while to load

        told = load_followers(followers or beside)
    policies = load_register(register).policies
    with Client(Settings.from_environment()) as client, _progress() as progress:
        settings = Check(database, client, told, jobs, progress=progress, show=click.echo)
        report = run_check(policies, settings, only)
    _print_failures(report)
    if not quiet or report.failures:
        _print_summary(database, report)
    if report.failures:
        sys.exit(1)


@main.command()
@click.argument("source")
@_register
@_database
def accept(source: str, register: Path | None, database: Path | None) -> None:
    """Take the text of SOURCE that was held back; it is told at the next check."""
    from datetime import UTC, datetime

    from tracker.archive import Archive
    from tracker.check.accept import accept as accept_held
    from tracker.lock import exclusive
    from tracker.register import load_register
    from tracker.store import Store

    database = database or DATABASE
    policies = load_register(register or corpus_file("sources.toml")).policies
    with exclusive(database), Store(database) as store:
        archive = Archive(database.parent / "archive")
        for held in accept_held(source, policies, store, archive, lambda: datetime.now(UTC)):
            click.echo(f"{held.source}: {held.address} is taken")


@main.command()
@_database
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, type=click.IntRange(1, 65535), show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that answer visitors; one for each processor, 4 at most, when left out.",
)
def serve(database: Path | None, host: str, port: int, workers: int | None) -> None:
    """Serve the database with Datasette."""
    from tracker.publish import serve as serve_database
    from tracker.publish.workers import usual_number

    serve_database(database or _default_database(), host, port, processes=workers or usual_number())


def _default_database() -> Path:
    """Return the followed policies when there are any, else the example."""
    from tracker.store import has_versions

    return EXAMPLE_DATABASE if not has_versions(DATABASE) and has_versions(EXAMPLE_DATABASE) else DATABASE


@main.command()
@click.argument("url")
@_register
@click.option("--title", default="", help="Title of the policy, where the source does not give it.")
@click.option("--theme", default="", help="Theme of the policy.")
@click.option("--kind", default="", help="Kind of document: beleidsregel, nota, verordening, ...")
@click.option("--municipality", default="", help="Municipality, where the source does not give it.")
@click.option("--policy", default="", help="Add the source to this policy instead of making a new one.")
@click.option("--role", default="", metavar="tekst|vragen", help="What the source holds, if its title does not tell.")
def add(url: str, register: Path | None, **overrides: str) -> None:
    """Look at an address and put it in the register."""
    from tracker.add import add as add_address
    from tracker.fetch import Client, Settings

    with Client(Settings.from_environment()) as client:
        entry = add_address(url, register or corpus_file("sources.toml"), client=client, overrides=overrides)
    click.echo(entry)


@main.command()
@_database
def status(database: Path | None) -> None:
    """Show every source: last success, last failure and why; and what waits for a maintainer."""
    from tracker.attention import attention, print_attention
    from tracker.status import print_status
    from tracker.status import status as read_status

    database, console = database or _default_database(), Console(highlight=False)
    print_status(read_status(database), console)
    print_attention(attention(database), console)


@main.command()
@_database
@click.option("--all", "with_done", is_flag=True, help="Also those that were put away.")
@click.option("--done", multiple=True, type=int, metavar="N", help="Put away correction N; can be repeated.")
def corrections(database: Path | None, with_done: bool, done: tuple[int, ...]) -> None:
    """Show what readers of the site say is wrong, the newest first.

    What is put away is kept, without the e-mail address of who sent it.
    """
    from datetime import UTC, datetime

    from tracker.corrections import put_away, received_corrections, waiting_corrections
    from tracker.corrections.listing import print_corrections

    database = database or _default_database()
    if done:
        put_away(database, done, datetime.now(UTC))
    shown = received_corrections(database) if with_done else waiting_corrections(database)
    print_corrections(shown, Console(highlight=False))


@main.command()
@click.argument("policy", default="")
@_database
@click.option("--from", "start", default="", metavar="DATE|VERSION", help="The older version: one that held on a day.")
@click.option("--to", "end", default="", metavar="DATE|VERSION", help="The newer version.  [default: the newest]")
@click.option("--with", "other", default="", metavar="POLICY", help="Compare with the text of another policy.")
@click.option("--questions", is_flag=True, help="Compare its questions and answers instead of its text.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="All that changed since a day, of all policies.")
@click.option(
    "--format",
    "kind",
    default="text",
    type=click.Choice(["text", "html", "json"]),
    show_default=True,
    help="For the terminal, one page that needs nothing else, or data.",
)
def diff(
    policy: str,
    database: Path | None,
    start: str,
    end: str,
    other: str,
    questions: bool,
    since: datetime | None,
    kind: str,
) -> None:
    """Show what changed between two versions of POLICY, or with --since in everything."""
    from tracker import diff as comparing

    if not policy and since is None:
        raise click.UsageError("Name a policy, or a day with --since.")
    if since and (start or end or other or questions):
        raise click.UsageError("--since goes without --from, --to, --with and --questions: it shows them too.")
    if other and questions:
        raise click.UsageError("--questions goes without --with.")
    db = database or _default_database()
    if since:
        reports = comparing.since(db, since.date(), policy)
    elif other:
        reports = [comparing.between_policies(db, policy, other, start, end)]
    else:
        reports = [comparing.between(db, policy, start, end, "vragen" if questions else "tekst")]
    if kind == "text":
        comparing.print_reports(reports, Console(highlight=False))
    else:
        click.echo(comparing.as_page(reports) if kind == "html" else comparing.as_json(reports))


@main.command()
@_database
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "json", "parquet"]),
    help="Instead, every table as it is stored in the database.",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(database: Path | None, kind: str | None, folder: Path) -> None:
    """Write to FOLDER what the notebooks use, as CSV and Parquet, with a data dictionary, codebook and data sheet."""
    from tracker.analysis.package import write_package
    from tracker.export import export as export_tables

    database = database or _default_database()
    for path in export_tables(database, folder, kind) if kind else write_package(database, folder):
        click.echo(path)


@main.command()
@click.argument("texts", type=click.File("r", encoding="utf-8"), default="-")
def tag(texts: TextIO) -> None:
    """Mark where control is named: JSON lines {"id", "text"} in, {"id", "mentions": [...]} out."""
    from tracker.tag.lines import tag_lines

    for line in tag_lines(texts):
        click.echo(line)


@main.command()
@click.argument("labels", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--misses", default=0, show_default=True, help="How many of the misses to print, with their words.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@click.option(
    "--pipeline", default=None, metavar="NAME", help="Another installed Dutch pipeline, such as nl_core_news_lg."
)
def evaluate(labels: Path, misses: int, as_json: bool, pipeline: str | None) -> None:
    """Measure the tagger on labelled clauses, side by side with a plain keyword search.

    LABELS has a JSON object a line: {"id", "text", "mentions": [{"start", "end", "form", "holder", ...}]}.
    """
    from tracker.tag import Tagger, evaluation_report, keywords
    from tracker.tag.evaluation import evaluate as score
    from tracker.tag.evaluation import read_labelled

    clauses = read_labelled(labels)
    texts = [clause.text for clause in clauses]
    ours = score(clauses, Tagger.load(pipeline=pipeline).tag_many(texts))
    plain = score(clauses, map(keywords.search, texts))
    if as_json:
        click.echo(evaluation_report.as_json(ours, plain))
    else:
        evaluation_report.print_report(ours, plain, clauses, Console(highlight=False), misses)


@main.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("after", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--texts", type=click.File("r", encoding="utf-8"), help="The texts that were tagged, to show the words around."
)
@click.option("--most", default=20, show_default=True, help="How many of each kind to print.")
def gains(before: Path, after: Path, texts: TextIO | None, most: int) -> None:
    """Show which tags two states of the rules give otherwise: files that `tracker tag` wrote BEFORE and AFTER."""
    from tracker.tag.gains import print_shifts, read_tags, shifts
    from tracker.tag.lines import read_texts

    known = {str(identifier): text for identifier, text in read_texts(texts)} if texts else {}
    print_shifts(list(shifts(read_tags(before), read_tags(after))), known, Console(highlight=False), most)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--markdown", is_flag=True, help="Print the table as Markdown.")
def inspect(paths: tuple[Path, ...], markdown: bool) -> None:
    """Read files and folders and show what each gives: parser, clauses, questions, or the reason why not."""
    from tracker.inspect import inspect as inspect_files
    from tracker.inspect import markdown_table, print_table

    results = inspect_files(paths)
    if markdown:
        click.echo(markdown_table(results))
    else:
        print_table(results, Console(highlight=False))
