"""One run at a time in a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError


@contextmanager
def locked(folder: Path, output: Path) -> Iterator[None]:
    """Keep a second run out of ``folder``, a part of ``output``; the system frees the lock of a run that dies.

    Raises:
        OutputError: another run holds it.
    """
    if sys.platform == "win32":  # no lock on folders there
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{output}: another run is writing here; wait for it or choose another folder") from error
        except OSError:
            pass  # a network file system that knows no locks
        yield
    finally:
        os.close(handle)
