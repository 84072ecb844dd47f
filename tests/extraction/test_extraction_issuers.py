"""Who issued a cited document."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.extraction.issuers import issuer_after


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (" của Chính phủ về công tác văn thư", "Chính phủ"),
        (" của Bộ trưởng Bộ Tài chính quy định chế độ", "Bộ trưởng Bộ Tài chính"),
        (", của UBND tỉnh Sơn La;", "UBND tỉnh Sơn La"),
        (" của Hội đồng nhân dân tỉnh Cao Bằng ban hành quy chế", "Hội đồng nhân dân tỉnh Cao Bằng"),
        (" của\nThủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        (" của Sở Xây dựng và Sở Tài chính", "Sở Xây dựng"),
        (" của người dân", None),
        (" quy định của Chính phủ", None),
        ("", None),
    ],
)
def test_issuer(text, issuer):
    lead = "Quyết định số 5/2024/QĐ-X"
    assert issuer_after(lead + text, len(lead)) == issuer
