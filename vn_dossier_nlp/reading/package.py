"""The zip package of an Office file, opened with a limit on what it may unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from posixpath import join, normpath
from typing import Any

from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.schema import Outcome

_CHUNK = 1 << 20


class Package:
    """Parts by name. Sizes in the directory may lie, so what is really unpacked is counted too."""

    def __init__(self, archive: zipfile.ZipFile, limit: int) -> None:
        if sum(part.file_size for part in archive.infolist()) > limit:
            raise UnreadableError(Outcome.TOO_LARGE, "max_decompressed")
        self._archive = archive
        self._left = limit

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where the package has none of that name."""
        try:
            stream = self._archive.open(name)
        except KeyError:
            return None
        except ValueError as error:  # an offset in the directory that lies before the file
            raise UnreadableError(Outcome.DAMAGED, "broken_docx") from error
        chunks = []
        with stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise UnreadableError(Outcome.TOO_LARGE, "max_decompressed")
                chunks.append(chunk)
        return b"".join(chunks)

    def xml(self, name: str) -> Any | None:
        """The root element of an XML part; entities are not expanded and nothing is fetched."""
        from lxml import etree

        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(Outcome.DAMAGED, "broken_docx") from error

    def main_part(self) -> str:
        """The name of the part that holds the document, as the package's relations state it."""
        relations = self.xml("_rels/.rels")
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return normpath(join("/", relation.get("Target", ""))).lstrip("/")
        return "word/document.xml"

    def relations(self, part: str) -> dict[str, str]:
        """The parts that ``part`` refers to, by the id of the relation; targets outside the package are left out."""
        folder, _, name = part.rpartition("/")
        relations = self.xml(f"{folder}/_rels/{name}.rels")
        return {
            str(relation.get("Id", "")): normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in (relations if relations is not None else ())
            if relation.get("TargetMode") != "External"
        }


@contextmanager
def open_package(data: bytes, limit: int) -> Iterator[Package]:
    """Open a package. Raises UnreadableError for a broken, an encrypted or an oversized one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(part.flag_bits & 0x1 for part in archive.infolist()):
                raise UnreadableError(Outcome.ENCRYPTED, "password")
            yield Package(archive, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_docx") from error
