"""Submissions written for these tests: one body, many requests."""

from __future__ import annotations

HEAD = """UBND TỈNH NAM GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
{issuer} | Độc lập - Tự do - Hạnh phúc
Số: 45/TTr-{symbol} | {place}, ngày 12 tháng 5 năm 2023

TỜ TRÌNH
{title}

Kính gửi: Ủy ban nhân dân tỉnh Nam Giang

Trạm bơm Đồng Sậy xây năm 1994, tưới 312 ha lúa của 04 xã, hiện 02 trong 05 tổ máy đã hỏng.
Tại Công văn số 118/SNN-TL ngày 20/4/2023, Sở Nông nghiệp và Phát triển nông thôn thống nhất việc sửa chữa.
{request}
Kính trình UBND tỉnh xem xét, quyết định./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Bình
"""

VAGUE_REQUEST = (
    "UBND huyện Bình Sơn kính đề nghị UBND tỉnh quan tâm, tạo điều kiện hỗ trợ kinh phí để huyện "
    "tháo gỡ khó khăn, vướng mắc trong thời gian tới."
)
EXACT_REQUEST = (
    "UBND huyện Bình Sơn kính đề nghị UBND tỉnh cấp 2.450 triệu đồng từ dự phòng ngân sách tỉnh năm 2023 "
    "để thay 02 tổ máy của Trạm bơm Đồng Sậy; giao Sở Tài chính thẩm định dự toán trước ngày 30/6/2023."
)
VAGUE_TITLE = "Về công tác thủy lợi trên địa bàn huyện"
EXACT_TITLE = "Về việc hỗ trợ kinh phí sửa chữa Trạm bơm Đồng Sậy"


def submission(
    request: str,
    title: str = VAGUE_TITLE,
    issuer: str = "UBND HUYỆN BÌNH SƠN",
    place: str = "Bình Sơn",
    symbol: str = "UBND",
) -> str:
    """A Tờ trình with this request and title."""
    return HEAD.format(request=request, title=title, issuer=issuer, place=place, symbol=symbol)
