"""The engines that extraction can run on, by name: this machine, or the workers of a cluster.

An engine is a function ``run(tasks, start, jobs)``: ``start()`` gives the work, with the model loaded inside, once in
each process; the work is done on every task; and what comes of it is yielded in the order of the tasks, a ``Skipped``
in place of what could not be done. All engines give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import Final, Protocol, TypeVar

from kg.engine import local
from kg.engine.local import Item
from kg.errors import SettingError
from kg.records import Skipped

Result = TypeVar("Result")

NAMES: Final = ("local", "ray")


class Engine(Protocol):
    """See the module."""

    def __call__(
        self, documents: Iterable[Item], start: Callable[[], Callable[[Item], Result]], jobs: int = 1
    ) -> Iterator[Result | Skipped]:
        """Do the work on each document and yield what came of it, in the order of ``documents``."""


def known() -> tuple[str, ...]:
    """Names of the engines that are installed."""
    return tuple(name for name in NAMES if name == "local" or find_spec(name))


def engine(name: str) -> Engine:
    """The engine of a name.

    Raises:
        SettingError: there is none, or what it needs is not installed.
    """
    if name not in NAMES:
        raise SettingError(f"engine {name!r} is not known: choose {' or '.join(NAMES)}")
    if name not in known():
        raise SettingError(f"engine {name!r} is not installed: pip install 'kg-local-news[{name}]'")
    if name == "local":
        return local.run
    from kg.engine import ray_tasks

    return ray_tasks.run
