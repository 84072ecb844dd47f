"""People, papers and scored lines for the tests of the register."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from vn_dossier_nlp.register import Actor, Incoming

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 2)
CLERK, OFFICER, HEAD = Actor("Nguyễn Văn Thư", "clerk"), Actor("Trần Thị Chuyên", "officer"), Actor("Lê Chánh", "head")


def script(name: str) -> ModuleType:
    """A file of ``scripts/`` as a module, which the processes that it starts find, too."""
    folder = str(ROOT / "scripts")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def line(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A line of the schema: a submission without authority basis, for which a return is proposed."""
    verdict = changes.pop("verdict", "return")
    statuses = changes.pop("requirements", {"authority_basis": ("not_met", "return"), "funding": ("met", "supplement")})
    codes = {"authority_basis": ["R01"], "funding": ["R27"], "specific_request": ["R23"]}
    made: dict[str, Any] = {
        "dossier_id": f"{number:016x}",
        "path": f"ho-so/{number}.txt",
        "outcome": "read",
        "files": [
            {
                "path": f"ho-so/{number}.txt",
                "sha256": "0" * 64,
                "role": "submission",
                "role_evidence": None,
                "outcome": "read",
                "reason": None,
            }
        ],
        "purpose": "budget",
        "purpose_evidence": [],
        "addressee": "chair",
        "addressee_evidence": [],
        "masthead": {
            "parent": "UBND TỈNH LÂM ĐỒNG",
            "issuer": "SỞ XÂY DỰNG",
            "number": str(100 + number),
            "symbol": "TTr-SXD",
            "place": "Lâm Đồng",
            "date": "2026-02-26",
            "type": "tờ trình",
            "subject": f"Về việc sửa chữa cầu Đạ Nhim số {number}",
            "addressees": ["Chủ tịch Ủy ban nhân dân tỉnh Lâm Đồng"],
            "signing_mark": None,
            "signer_role": "GIÁM ĐỐC",
            "recipients": [],
        },
        "sender_id": "lam-dong/so-xay-dung",
        "province_id": "68",
        "field": None,
        "document_date": "2026-02-26",
        "received_at": None,
        "verdict": verdict,
        "generic": "no",
        "generic_probability": 0.1,
        "requirements": {
            name: {
                "status": status,
                "codes": codes[name],
                "evidence": [],
                "zone": "legal_bases",
                "severity": severity,
                "source": "Quy chế mẫu của bài kiểm thử",
                "confidence": 0.9,
                "why": None,
            }
            for name, (status, severity) in statuses.items()
        },
        "proposals": [],
        "citations": [],
        "opinions": [],
        "enclosures": [],
        "mismatches": [],
        "reasons": [],
        "stats": {"characters": 900, "sentences": 9, "readability": None, "minhash": changes.pop("minhash", None)},
        "versions": {
            "program": "1",
            "schema": "1",
            "model": "m1",
            "pack": "general",
            "registry": None,
            "ocr": None,
            "office": None,
        },
    }
    return made | changes


def paper(number: int = 1, **more: Any) -> Incoming:
    """A paper that a clerk enters by hand."""
    return Incoming("Sở Xây dựng", f"Về việc sửa chữa cầu số {number}", symbol=f"{number}/TTr-SXD", **more)
