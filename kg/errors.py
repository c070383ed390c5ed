"""Errors a user can meet. Each message is one line that says what, where and what to do."""

from __future__ import annotations


class KgError(Exception):
    """Anything this package raises on purpose; the command line prints it without a traceback."""


class InputError(KgError):
    """An input cannot be read: missing, empty, binary, of no known encoding, or without Chinese text."""


class OutputError(KgError):
    """The output cannot be written, or is not an output of ``kg build``."""


class DataFileError(KgError):
    """A data file of the package breaks its format. The message names file and line."""


class ModelError(KgError):
    """The trained pipeline is missing, or is not one of ours."""


class SettingError(KgError):
    """A setting has a value that cannot be used, for example a date that is none."""
