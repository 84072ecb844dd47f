"""Series of indicators with intervals: is the quality of advice getting better, and where.

``read_frames`` (scored lines) or ``read_register`` gives frames, ``compute`` answers a ``Question`` about them with the
values of :mod:`result`, ``write_export`` writes tidy tables. Needs the extra ``research``, loaded when it is used.
"""

from vn_dossier_nlp.trends.compute import Question, compute
from vn_dossier_nlp.trends.export import write_export
from vn_dossier_nlp.trends.frames import Frames, read_frames
from vn_dossier_nlp.trends.registered import read_register
from vn_dossier_nlp.trends.result import Trends

__all__ = ["Frames", "Question", "Trends", "compute", "read_frames", "read_register", "write_export"]
