"""The process that draws one page: the file comes by standard input, the PNG goes to standard output.

usage: python -m vn_dossier_nlp.review.draw PAGE WIDTH
"""

from __future__ import annotations

import io
import sys
import warnings

from vn_dossier_nlp.reading.kinds import Kind, kind_of

_MEMORY = 2_000_000_000  # bytes; not on Windows
_PIXELS = 60_000_000


def main() -> int:
    """0 with a picture, 1 where there is no such page or kind."""
    page, width = int(sys.argv[1]), int(sys.argv[2])
    _bound_memory()
    data = sys.stdin.buffer.read()
    kind = kind_of(data)
    drawn = _pdf(data, page, width) if kind is Kind.PDF else _image(data, page, width) if kind is Kind.IMAGE else None
    if drawn is None:
        return 1
    sys.stdout.buffer.write(drawn)
    return 0


def _pdf(data: bytes, page: int, width: int) -> bytes | None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 1 <= page <= len(document):
        return None
    sheet = document[page - 1]
    high = sheet.get_height() / max(sheet.get_width(), 1.0)
    scale = width / max(sheet.get_width(), 1.0) * min(1.0, 4.0 / max(high, 0.1))
    return _png(sheet.render(scale=scale).to_pil())


def _image(data: bytes, page: int, width: int) -> bytes | None:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = _PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(data)) as image:
        try:
            image.seek(page - 1)
        except EOFError:
            return None
        picture = image.convert("L" if image.mode in ("1", "L") else "RGB")
        picture.thumbnail((width, width * 4))
        return _png(picture)


def _png(picture: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")  # type: ignore[attr-defined]
    return out.getvalue()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main())
