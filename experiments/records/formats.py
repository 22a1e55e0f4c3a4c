"""What a file is, told by its bytes and not by its name: text and its encoding, workbook, web page, damaged."""

from __future__ import annotations

import io
import zipfile
import zlib

from experiments.records.texts import files as texts
from sim.say import Said

MOST_BYTES = 100_000_000  # of a file
MOST_UNPACKED = 300_000_000  # bytes of a workbook
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ways in which spreadsheets pack their parts
# Signs < in a part of a workbook: the rows of a sheet are read one by one, the texts all at once, the rest becomes objects.
MOST_MARKS = {"xl/worksheets/": 40_000_000, "xl/sharedstrings.xml": 12_000_000, "": 1_000_000}


class NotText(ValueError):
    """Why bytes are no text, as the end of a sentence that begins with the file."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said)


def what_it_is(content: bytes) -> Said:
    """Return what bytes seem to be, as the end of a sentence."""
    head = content[:2048].lstrip().lower()
    if not content:
        return texts.EMPTY()
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in head:
        return texts.WEB_PAGE()
    if head.startswith(b"<?xml"):
        return texts.XML()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return texts.OLD_WORKBOOK()
    if content.startswith(b"PK"):
        return texts.OTHER_ARCHIVE()
    return texts.OTHER_FORMAT()


def not_a_book(content: bytes) -> Said | None:
    """Return why bytes are no workbook that is safe to open, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
                return texts.OTHER_ARCHIVE()
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                return texts.LOCKED()
            if any(part.compress_type not in METHODS for part in parts):
                return texts.ODDLY_PACKED()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                return texts.UNPACKS_TO(most=MOST_UNPACKED // 10**6)
            for part in parts:
                if part.filename.casefold().endswith((".xml", ".rels")) and _marks(archive, part) > _most_marks(part):
                    return texts.TOO_MUCH_IN_PART(part=part.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return what_it_is(content) if not content.startswith(b"PK") else texts.DAMAGED()
    return None


def _marks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return how many signs < a part holds, which bounds what it grows to when it is read."""
    with archive.open(part) as stream:
        return sum(block.count(b"<") for block in iter(lambda: stream.read(1 << 20), b""))


def _most_marks(part: zipfile.ZipInfo) -> int:
    return next(most for start, most in MOST_MARKS.items() if part.filename.casefold().startswith(start))


def not_text(content: bytes) -> Said | None:
    """Return why bytes are no CSV, or None."""
    if not content.strip() or content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return what_it_is(content.strip())
    head = content[:2048].lstrip().lower()
    return what_it_is(content) if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")) else None


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a CSV file and the name of its encoding; `NotText` where there is none."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding), "UTF-16" if encoding == "utf-16" else "UTF-8"
            except UnicodeDecodeError as error:
                raise NotText(texts.BROKEN_PROMISE(encoding=encoding, byte=error.start)) from None
    if b"\0" in content:
        raise NotText(texts.ZERO_BYTES())
    furthest = 0
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GBK (GB18030)")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    line = content[:furthest].count(b"\n") + 1
    raise NotText(texts.NEITHER_ENCODING(line=line, byte=furthest))
