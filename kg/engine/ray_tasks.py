"""Extraction on Ray: each of its workers loads the model once, and results come back in the order of the inputs.

It works on this machine, which Ray then starts by itself, or on a cluster whose address the environment variable
``RAY_ADDRESS`` holds. All that another engine needs beside ``start`` and the tasks is in this file.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, TypeVar

from kg.engine.local import Item, ended_from_outside, guarded
from kg.errors import SettingError
from kg.records import Skipped

Result = TypeVar("Result")

ray: Any = import_module("ray")  # its types are those of its decorators, not of what they give

_TRIES = 3  # to start Ray
_AHEAD = 4  # tasks handed to each worker before the first of them is done


class _Worker:
    """One process of a worker, with the model in it."""

    def __init__(self, start: Callable[[], Callable[[Any], Any]]) -> None:
        self.work = start()

    def run(self, document: Any) -> Any:
        return guarded(self.work, document)


def run(
    documents: Iterable[Item], start: Callable[[], Callable[[Item], Result]], jobs: int = 1
) -> Iterator[Result | Skipped]:
    """Do the work on each document with ``jobs`` workers, and yield what came of it, in the order of ``documents``.

    Raises:
        SettingError: Ray does not start.
    """
    ours = not ray.is_initialized()
    if ours:
        _start_ray(jobs)
    actor = ray.remote(num_cpus=1, max_restarts=-1)(_Worker)
    workers = [actor.remote(start) for _ in range(jobs)]
    queue: deque[tuple[Item, Any]] = deque()

    def next_result() -> Any:
        document, reference = queue.popleft()
        try:
            return ray.get(reference)
        except ray.exceptions.RayActorError:
            return _alone(document, start)

    try:
        for number, document in enumerate(documents):
            queue.append((document, workers[number % jobs].run.remote(document)))
            if len(queue) == jobs * _AHEAD:
                yield next_result()
        while queue:
            yield next_result()
    finally:
        if ours:
            ray.shutdown()


def _start_ray(jobs: int) -> None:
    for more in range(_TRIES - 1, -1, -1):  # it gives itself half a minute, too little where a machine is busy
        try:
            where = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": jobs, "include_dashboard": False}
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **where)
        except Exception as error:  # it has no error of its own for this
            ray.shutdown()
            if not more:
                reason = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise SettingError(f"engine 'ray' does not start ({reason}): try again, or --engine local") from error
        else:
            return


def _alone(document: Item, start: Callable[[], Callable[[Any], Any]]) -> Any:
    """Once more in a process of its own: its worker was ended by this document, or by one handed out with it."""
    worker = ray.remote(num_cpus=0)(_Worker).remote(start)
    try:
        return ray.get(worker.run.remote(document))
    except ray.exceptions.RayActorError:
        return ended_from_outside(document)
    finally:
        ray.kill(worker)
