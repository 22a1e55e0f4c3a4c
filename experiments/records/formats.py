"""What a file is, told by its bytes and not by its name: text and its encoding, workbook, web page, damaged."""

from __future__ import annotations

import io
import zipfile

MOST_BYTES = 300_000_000  # of a file, unpacked


def what_it_is(content: bytes) -> str:
    """Return what bytes seem to be, as the end of a sentence."""
    head = content[:2048].lstrip().lower()
    if not content:
        return "is empty"
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in head:
        return "is a web page, whatever its name says"
    if head.startswith(b"<?xml"):
        return "is an XML file"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "is an old workbook (.xls) or one with a password"
    if content.startswith(b"PK"):
        return "is a workbook or archive of another format"
    return "is not of a format that is read"


def not_a_book(content: bytes) -> str | None:
    """Return why bytes are no workbook that is safe to open, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
                return "is a workbook or archive of another format"
            if sum(i.file_size for i in archive.infolist()) > MOST_BYTES:
                return f"unpacks to more than {MOST_BYTES // 10**6} MB"
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return what_it_is(content) if not content.startswith(b"PK") else "is damaged"
    return None


def not_text(content: bytes) -> str | None:
    """Return why bytes are no CSV, or None."""
    if not content.strip() or content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return what_it_is(content.strip())
    head = content[:2048].lstrip().lower()
    return what_it_is(content) if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")) else None


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a CSV file and the name of its encoding; ValueError, with the reason, where there is none."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding), "UTF-16" if encoding == "utf-16" else "UTF-8"
            except UnicodeDecodeError as error:
                raise ValueError(f"is not the {encoding} text its first bytes promise (byte {error.start})") from None
    if b"\0" in content:
        raise ValueError("is not a text in UTF-8 or GBK (it holds zero bytes)")
    furthest = 0
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GBK (GB18030)")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    line = content[:furthest].count(b"\n") + 1
    raise ValueError(f"is text in neither UTF-8 nor GBK (line {line}, byte {furthest})")
