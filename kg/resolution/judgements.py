"""What a reader has decided about who is who: the rows of decisions.csv, which every build of its folder honours.

A row names a person or thing by a name and an article that has it, ``王芳@20230105-01.txt#a3``, so it holds for as long
as that article is read, whatever else is. ``review.csv`` gives the names in this form.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from kg.errors import SettingError
from kg.records import Kind
from kg.resolution.aliases import squash
from kg.resolution.references import Scene

Verdict = Literal["same", "different", "rename"]
FILE: Final = "decisions.csv"
COLUMNS: Final = ("decision", "kind", "a", "b")
KINDS: Final[tuple[Kind, ...]] = ("person", "organisation", "street", "place", "initiative", "event")

Spot = tuple[str, str]
"""Address of an article and a name in it, without white space."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: ``a`` and ``b`` are the same, or different; or ``a`` is to bear the name ``b``."""

    decision: Verdict
    kind: Kind
    a: Spot
    b: Spot  # for rename ("", the new name)
    line: int = 0


@dataclass(slots=True)
class Judgements:
    """All rows, by what they say; ``used`` collects the lines that named something that is there."""

    rows: tuple[Judgement, ...] = ()
    used: set[int] = field(default_factory=set)

    def pairs(self, kinds: Sequence[Kind], scenes: Mapping[str, Scene]) -> list[tuple[Spot, Spot, bool]]:
        """Spots that are decided the same (True) or different, both of which are there; sorted."""
        found = set()
        for row in self.rows:
            if (
                row.decision != "rename"
                and row.kind in kinds
                and all(_is_there(s, row.kind, scenes) for s in (row.a, row.b))
            ):
                self.used.add(row.line)
                left, right = sorted((row.a, row.b))
                found.add((left, right, row.decision == "same"))
        return sorted(found)

    def names(self, scenes: Mapping[str, Scene]) -> dict[tuple[Kind, Spot], str]:
        """New names by kind and spot."""
        found = {}
        for row in self.rows:
            if row.decision == "rename" and _is_there(row.a, row.kind, scenes):
                self.used.add(row.line)
                found[row.kind, row.a] = row.b[1]
        return found

    def unused(self) -> list[Judgement]:
        """Rows that name what is not there (any more)."""
        return [row for row in self.rows if row.line not in self.used]


def _is_there(spot: Spot, kind: Kind, scenes: Mapping[str, Scene]) -> bool:
    scene = scenes.get(spot[0])
    return scene is not None and scene.find(spot[1], kind) is not None


def written(spot: Spot) -> str:
    """A spot as decisions.csv has it."""
    return f"{spot[1]}@{spot[0]}"


def read_judgements(folder: Path) -> Judgements:
    """Read ``decisions.csv`` in the folder of a build; no rows where there is none.

    Raises:
        SettingError: a row cannot be understood; with its line and what to write.
    """
    path = folder / FILE
    if not path.is_file():
        return Judgements()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
            if missing:
                raise SettingError(f"{path}: has no column {missing[0]}; begin it with {','.join(COLUMNS)}")
            return Judgements(tuple(_judgements(path, table)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error


def _judgements(path: Path, table: csv.DictReader[str]) -> Iterable[Judgement]:
    for cells in table:
        verdict, kind, a, b = ((cells[column] or "").strip().removeprefix("'") for column in COLUMNS)
        if not verdict:
            continue  # a row of review.csv that nobody has decided
        where = f"{path}: line {table.line_num}"
        if verdict not in get_args(Verdict):
            raise SettingError(f"{where}: {verdict!r} is no decision; write same, different or rename")
        if kind not in KINDS:
            raise SettingError(f"{where}: {kind!r} is no kind; write one of {', '.join(KINDS)}")
        spots = [_spot(text) for text in (a, b)]
        if spots[0] is None or (spots[1] is None and verdict != "rename") or not b:
            raise SettingError(f"{where}: write a and b as NAME@DOCUMENT#ARTICLE, as in review.csv")
        other = ("", b) if verdict == "rename" else spots[1]
        yield Judgement(verdict, kind, spots[0], other or ("", b), table.line_num)  # type: ignore[arg-type]


def _spot(text: str) -> Spot | None:
    name, _, address = text.partition("@")
    return (address, squash(name)) if squash(name) and "#" in address else None
