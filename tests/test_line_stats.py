"""The figures of a text in its line: sentence length, signature, policy field."""

from __future__ import annotations

from pathlib import Path

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.language.minhash import likeness
from vn_dossier_nlp.reading import find_dossiers

HEAD = """UBND TỈNH LÂM ĐỒNG
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/TTr-SNV
Lâm Đồng, ngày 05 tháng 3 năm 2026

TỜ TRÌNH
Về việc cho phép thành lập Hội Làm vườn

Kính gửi: Ủy ban nhân dân tỉnh

"""
BODY = """Hội có 40 hội viên tại 5 xã. Ban vận động đã họp ngày 01 tháng 02 năm 2026.
Sở Nội vụ đề nghị Chủ tịch Ủy ban nhân dân tỉnh cho phép thành lập Hội Làm vườn.
"""
TAIL = """
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
"""


def stats_of(folder: Path, name: str, text: str):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    (dossier,) = find_dossiers([str(file)])
    return assess(dossier, Options()).assessment


def test_the_figures_of_a_submission(tmp_path: Path) -> None:
    found = stats_of(tmp_path, "a.txt", HEAD + BODY + TAIL)
    assert found.field == "internal_affairs"
    assert found.stats is not None
    assert found.stats.readability is not None
    assert 8 < found.stats.readability < 20
    assert found.stats.minhash is not None


def test_the_signature_is_of_the_text_between_head_and_signature_block(tmp_path: Path) -> None:
    one = stats_of(tmp_path, "a.txt", HEAD + BODY + TAIL)
    other = stats_of(
        tmp_path, "b.txt", HEAD.replace("12/TTr", "98/TTr").replace("05 tháng 3", "17 tháng 9") + BODY + TAIL
    )
    assert one.stats is not None
    assert other.stats is not None
    assert likeness(one.stats.minhash or (), other.stats.minhash or ()) == 1.0
