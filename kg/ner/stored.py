"""What both trained components share: files in a folder of the pipeline, loaded and copied as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from kg.errors import ModelError


class Stored:
    """A component whose trained part is a few files. ``_open`` reads them; nothing else changes the component."""

    FILES: ClassVar[tuple[str, ...]]

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder: Path | None = None

    def load(self, folder: Path) -> None:
        """Take the trained part from a folder.

        Raises:
            ModelError: the folder lacks one of the files.
        """
        for file in self.FILES:
            if not (folder / file).is_file():
                raise ModelError(f"{folder / file} is missing; install the package again, or train with 'make model'")
        self._open(folder)
        self.folder = folder

    def _open(self, folder: Path) -> None:
        raise NotImplementedError

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files into a pipeline's folder; spaCy calls this."""
        target = Path(path)
        target.mkdir(parents=True, exist_ok=True)
        for file in self.FILES:
            if self.folder is not None and (self.folder / file).resolve() != (target / file).resolve():
                shutil.copyfile(self.folder / file, target / file)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Stored:
        """Load the files from a pipeline's folder; spaCy calls this."""
        self.load(Path(path))
        return self
