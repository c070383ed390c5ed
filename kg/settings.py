"""What the user asks for is checked once, at the door: what passes here is taken as it stands by every stage."""

from __future__ import annotations

import codecs
import datetime
import os
from pathlib import Path
from typing import TypedDict

from kg.errors import OutputError, SettingError
from kg.ontology import check_base
from kg.records import Settings


class SettingValues(TypedDict, total=False):
    """The fields of ``Settings`` as keyword arguments of ``kg.build``, ``kg.extract`` and ``kg.to_graph``."""

    date: str | None
    paper: str | None
    home: str | None
    encoding: str | None
    base_iri: str
    model: str | None
    min_score: float


def checked(settings: Settings) -> Settings:
    """Return ``settings`` unchanged if every value can be used.

    Raises:
        SettingError: a value that cannot be used, with what to write instead.
    """
    if settings.date is not None:
        as_date(settings.date)
    if settings.encoding is not None:
        _check_encoding(settings.encoding)
    check_base(settings.base_iri)
    for name, value in (("paper", settings.paper), ("home", settings.home)):
        if value is not None and not value.strip():
            raise SettingError(f"{name} is empty: leave it out, or give a name")
    if not 0 <= settings.min_score <= 1:
        raise SettingError(f"min_score {settings.min_score} is no share: give a number from 0 to 1")
    if settings.model is not None and not Path(settings.model).is_dir():
        raise SettingError(f"model {settings.model!r} is not a folder: give the folder of a trained pipeline")
    return settings


def check_output(folder: Path) -> None:
    """Refuse an output folder that can never be written, before hours are spent on what should go into it.

    Raises:
        OutputError: a file stands where the folder is to be, or the folder it is to be made in cannot be written.
    """
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not existing.is_dir():
        raise OutputError(f"{folder}: cannot be written ({existing} is a file); choose another output folder")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: cannot be written (no permission in {existing}); choose another output folder")


def as_date(text: str) -> datetime.date:
    """Read a day written as 2023-01-09.

    Raises:
        SettingError: it is no day, or is written otherwise.
    """
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # fromisoformat also takes 20230109 and 2023-W02-1
        raise SettingError(f"date {text!r} is no date: write it as 2023-01-09")
    return day


def _check_encoding(encoding: str) -> None:
    try:
        is_text = codecs.lookup(encoding)._is_text_encoding
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        is_text = False
    if not is_text:
        raise SettingError(f"encoding {encoding!r} is not known: try utf-8, gb18030 or big5")
