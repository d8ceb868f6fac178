"""Run every benchmark and print its table: `python -m benchmarks [NAME ...]`."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    """Run the benchmarks named on the command line, or all of them."""
    names = sys.argv[1:] or [
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name[0] != "_"
    ]
    for name in names:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"## {module.TITLE}\n\n{module.measure()}\n", flush=True)


if __name__ == "__main__":
    main()
