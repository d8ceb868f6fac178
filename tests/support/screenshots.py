"""The script of the docs that knows how to start the browser; `docs` is no package that can be imported."""

import importlib.util
from pathlib import Path
from types import ModuleType

_SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "make_screenshots.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_screenshots", _SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


screenshots = _load()
