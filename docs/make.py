"""Make the pages of the docs that are measured or generated: `python docs/make.py [PAGE ...]`.

PAGE is one of commands, real-documents, format-pairs, benchmarks; without one all are made. Pages that need the real
documents (../shared) are left as they are where these are absent.
"""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
sys.path.insert(0, str(ROOT))  # `benchmarks` is not installed


def commands() -> str:
    """Return the help of every command."""
    import click

    from tracker.cli import main

    # Click keeps the help option of a command that has run: the command's own settings give one page at all times.
    settings = {**main.context_settings, "terminal_width": 80}  # whatever the terminal of today
    context = click.Context(main, info_name="tracker", **settings)
    parts = ["# The command line", "Made with `python docs/make.py commands` from the help of the commands themselves."]
    parts.append(f"```text\n{main.get_help(context).rstrip()}\n```")
    for name, command in sorted(main.commands.items()):
        help_text = command.get_help(click.Context(command, parent=context, info_name=name)).rstrip()
        parts.append(f"## tracker {name}\n\n```text\n{help_text}\n```")
    return "\n\n".join(parts) + "\n"


def real_documents() -> str:
    """Return the table of what each real document gives."""
    from tracker.inspect import inspect, markdown_table

    results = inspect([REAL])
    unread = sum(bool(result.reason) for result in results)
    intro = (
        "Made with `python docs/make.py real-documents`: `tracker inspect --markdown` over the real documents that "
        "the project is tested with. Every file gives clauses or questions, or the reason why it does not."
    )
    totals = (
        f"{len(results)} files: {len(results) - unread} read, {unread} with a named reason; "
        f"{sum(r.clauses for r in results):,} clauses and {sum(r.questions for r in results):,} questions."
    )
    return f"# What each real document gives\n\n{intro}\n\n{totals}\n\n{markdown_table(results)}\n"


def format_pairs() -> str:
    """Return the table of pairs of files with one text."""
    from benchmarks.pairs import measure

    intro = (
        "Made with `python docs/make.py format-pairs`. A clause counts as equal when citation, heading and text "
        "are equal, character for character. The share is of the clauses of the smaller file of the two."
    )
    return f"# One text in two formats\n\n{intro}\n\n{measure()}\n"


def benchmark_tables() -> str:
    """Return the tables of speed and memory."""
    from benchmarks import checking, comparing, loading, pdf, run, xml, year

    intro = "Made with `python docs/make.py benchmarks`. Ratios are against the alternative in the same run, medians."
    modules = (pdf, xml, run, comparing, loading, checking, year)
    tables = "\n\n".join(f"## {module.TITLE}\n\n{module.measure()}" for module in modules)
    return f"# Speed and memory\n\n{intro}\n\n{tables}\n"


PAGES: dict[str, tuple[Callable[[], str], bool]] = {  # how it is made, and whether that needs the real documents
    "commands": (commands, False),
    "real-documents": (real_documents, True),
    "format-pairs": (format_pairs, True),
    "benchmarks": (benchmark_tables, True),
}


def main() -> None:
    """Make the pages that are named, or all."""
    for name in sys.argv[1:] or PAGES:
        make, needs_real = PAGES[name]
        if needs_real and not REAL.is_dir():
            print(f"{name}: left as it is, for {REAL.parent.name}/real is not on this machine")
            continue
        path = ROOT / "docs" / f"{name}.md"
        path.write_text(make(), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
