"""Builders of the files that the tests read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/times.ttf",
)
LETTERHEAD = [
    (70, 60, "UBND TỈNH LÂM ĐỒNG"),
    (290, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (85, 76, "SỞ NỘI VỤ"),
    (330, 76, "Độc lập - Tự do - Hạnh phúc"),
    (80, 104, "Số: 12/TTr-SNV"),
    (320, 107, "Lâm Đồng, ngày 12 tháng 3 năm 2025"),
    (270, 140, "TỜ TRÌNH"),
    (190, 156, "Về việc thành lập tổ công tác liên ngành"),
]

Print = tuple[float, float, str]
"""Left and baseline from the page's top left corner in points, and the text that is drawn there."""


def font_path() -> str:
    """A font with all Vietnamese letters."""
    for name in FONTS:
        if Path(name).is_file():
            return name
    pytest.skip("no font with Vietnamese letters")


def pdf_of(pages: Sequence[Sequence[Print]], size: float = 11, **options: object) -> bytes:
    """A born-digital PDF; ``encrypt`` takes a password."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Viet", font_path()))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), **options)
    for page in pages:
        canvas.setFont("Viet", size)
        for left, top, text in page:
            canvas.drawString(left, 842 - top, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture_of(lines: Sequence[Print], dpi: int = 200) -> Any:
    """A grey picture of an A4 page."""
    from PIL import Image, ImageDraw, ImageFont

    scale = dpi / 72
    image = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_path(), round(11 * scale))
    for left, top, text in lines:
        draw.text((left * scale, top * scale), text, font=font, fill=0, anchor="ls")
    return image
