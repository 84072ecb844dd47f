"""The exceptions of the library: one small tree; the message is what the user is told."""

from __future__ import annotations


class DossierError(Exception):
    """Base of everything that this package raises on purpose.

    The message names the thing, what is wrong with it and what to do, in one line.
    """


class UsageError(DossierError):
    """The caller asked for something that cannot be: an unknown pack, a folder that is a file ..."""


class DataError(DossierError):
    """A file of the project or of the user (pack, label, model card, settings) is not valid."""


class NothingError(DataError):
    """There is nothing to count in what was given: the command line ends with exit code 3."""


class ModelError(DossierError):
    """A model cannot be loaded or does not fit this version of the program."""


class BatchError(DossierError):
    """A batch cannot go on: no scheduler, workers that keep dying, a folder that is in use."""
