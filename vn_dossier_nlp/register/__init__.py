"""The register of dossiers: from receipt to archive, deadlines, tasks and periodic reports.

``open_register(place)`` gives a :class:`Register`: methods that read return frozen records, methods that change take
the :class:`Actor` and, where two could be at work, the version that was seen. SQLAlchemy is loaded with it: import
this room where it is used.
"""

from vn_dossier_nlp.register.audit import Change, Fault, Head
from vn_dossier_nlp.register.flow import Actor, actor, flow
from vn_dossier_nlp.register.queries import Asked
from vn_dossier_nlp.register.receiving import Incoming, incoming_of, lines_of
from vn_dossier_nlp.register.records import Dossier
from vn_dossier_nlp.register.refusals import ConflictError, RegisterError
from vn_dossier_nlp.register.register import Register, make_register, open_register

__all__ = [
    "Actor",
    "Asked",
    "Change",
    "ConflictError",
    "Dossier",
    "Fault",
    "Head",
    "Incoming",
    "Register",
    "RegisterError",
    "actor",
    "flow",
    "incoming_of",
    "lines_of",
    "make_register",
    "open_register",
]
