"""The sample pages in the package: issues of an invented district paper."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """Return the folder of the sample pages."""
    return Path(__file__).with_name("data") / "samples"
