"""Files of every format that `kg.readers` reads, made by code, with a text of one's own in them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from email.message import EmailMessage
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

from pyarrow import Table
from pyarrow.parquet import write_table

TEXT = (
    "The agency said on Tuesday that it had not heard of the plan.\n"
    "“We are glad,” the minister said, “that it is done.”"
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def to_docx(body: str, name: str = "word/document.xml") -> bytes:
    """Make a .docx of the inside of its body element."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return file.getvalue()


def to_paragraphs(text: str) -> str:
    """Write lines as the paragraphs of a .docx."""
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))


def to_pdf(*pages: str) -> bytes:
    """Make a PDF, a line of text a line; its font has the characters of Windows-1252."""
    streams = [_draw(page) for page in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        font, content = "<< /Font << /F1 3 0 R >> >>", f"{5 + 2 * number} 0 R"
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {font} /Contents {content}"
        objects.append(f"<< {page} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + head + table + trailer


def _draw(page: str) -> bytes:
    lines = (
        page.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)").split(b"\n")
    )
    return b"BT /F1 11 Tf 60 740 Td 14 TL " + b" ".join(b"(%s) Tj T*" % line for line in lines) + b" ET"


def to_eml(text: str, **headers: str) -> bytes:
    """Make a message; `From_` is the header From."""
    message = EmailMessage()
    for name, value in ({"Subject": "A plan"} | headers).items():
        message[name.rstrip("_").replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def to_rss(*items: str) -> bytes:
    """Make an RSS feed of the insides of its items."""
    space = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    entries = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="2.0" {space}><channel><title>Meridian Post</title>{entries}</channel></rss>'.encode()
    )


def to_atom(*entries: str) -> bytes:
    """Make an Atom feed of the insides of its entries."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Meridian Post</title>{inside}</feed>'.encode()


def to_page(text: str) -> bytes:
    """Make a web page."""
    body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    head = "<!DOCTYPE html><html><head><title>A plan</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def to_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    """Make a table."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def to_parquet(rows: list[dict[str, object]]) -> bytes:
    """Make a Parquet file."""
    file = io.BytesIO()
    write_table(Table.from_pylist(rows), file)
    return file.getvalue()


def to_warc(page: bytes, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """Make a record of a crawl with one page in it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    head = {
        "WARC-Type": "response",
        "WARC-Target-URI": "https://news.example/plan",
        "WARC-Date": "2026-11-27T00:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(http)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + http + b"\r\n\r\n"


def make_samples(text: str = TEXT) -> dict[str, bytes]:
    """Make a good file of each suffix with one article of this text in it, a gzipped one too."""
    record = json.dumps({"text": text}).encode()
    rows = [["text", "title"], [text, "A plan"]]
    samples = {
        ".atom": to_atom(f"<content>{escape(text)}</content>"),
        ".csv": to_csv(rows),
        ".docx": to_docx(to_paragraphs(text)),
        ".eml": to_eml(text),
        ".htm": to_page(text),
        ".html": to_page(text),
        ".json": b"[%s]" % record,
        ".jsonl": record,
        ".md": text.encode(),
        ".parquet": to_parquet([{"text": text}]),
        ".pdf": to_pdf(text),
        ".rss": to_rss(f"<description>{escape(text)}</description>"),
        ".tsv": to_csv(rows, "\t"),
        ".txt": text.encode(),
        ".warc": to_warc(to_page(text)),
        ".xml": to_rss(f"<description>{escape(text)}</description>"),
    }
    return samples | {f"{suffix}.gz": gzip.compress(data, mtime=0) for suffix, data in samples.items()}
