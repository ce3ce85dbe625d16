"""Documents and messages: .docx, .pdf and .eml."""

from __future__ import annotations

import base64
import quopri
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.mail import read_eml
from kg.readers.pdf import read_pdf, undo_hyphenation
from kg.readers.word import read_docx
from kg.settings import LARGEST_CONTENT, MOST_XML_ELEMENTS
from tests.reader_files import TEXT, WORD, to_docx, to_eml, to_paragraphs, to_pdf

Reader = Callable[[Path], Iterator[Article | ArticleError]]


def read(reader: Reader, folder: Path, data: bytes) -> Article | ArticleError:
    path = folder / "plan.any"
    path.write_bytes(data)
    (result,) = reader(path)
    return result


def read_article(reader: Reader, folder: Path, data: bytes) -> Article:
    article = read(reader, folder, data)
    assert isinstance(article, Article), article
    return article


def read_error(reader: Reader, folder: Path, data: bytes) -> str:
    error = read(reader, folder, data)
    assert isinstance(error, ArticleError), error
    return error.reason


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


@pytest.mark.parametrize("name", ["word/document.xml", "word/document2.xml"])
def test_paragraphs_of_a_document_are_its_lines(tmp_path: Path, name: str) -> None:
    article = read_article(read_docx, tmp_path, to_docx(to_paragraphs(f"A plan\n\n{TEXT}"), name))
    assert (article.id, article.title, article.published) == ("plan", "A plan", None)
    assert article.text == f"A plan\n\n{TEXT}"


def test_title_of_a_document_is_the_paragraph_of_that_style(tmp_path: Path) -> None:
    style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    body = to_paragraphs("For the press") + f"<w:p>{style}{run('<w:t>A plan</w:t>')}</w:p>"
    assert read_article(read_docx, tmp_path, to_docx(body + to_paragraphs(TEXT))).title == "A plan"


def test_words_of_a_document_stand_as_they_are_seen(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>The </w:t><w:rPr><w:t>no</w:t></w:rPr></w:r>"
        "<w:ins><w:r><w:t>new plan</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        f"{run('<w:tab/><w:t>of the</w:t><w:br/><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t>')}"
        f"<w:hyperlink>{run('<w:t> states</w:t>')}</w:hyperlink>"
        f"{run('<w:instrText>PAGE</w:instrText>')}</w:p>"
    )
    assert read_article(read_docx, tmp_path, to_docx(body)).text == "The new plan\tof the\ntwenty‑one states"


def test_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{to_paragraphs('In the box.')}</w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p>{run(f'<mc:AlternateContent {space}>{choice}</mc:AlternateContent>')}</w:p>"
    text = read_article(read_docx, tmp_path, to_docx(to_paragraphs("The plan is here.") + body)).text
    assert text == "The plan is here.\nIn the box."


def test_table_of_a_document_has_a_line_a_row_and_no_head(tmp_path: Path) -> None:
    def row(*cells: str, head: str = "") -> str:
        return f"<w:tr>{head}{''.join(f'<w:tc>{to_paragraphs(cell)}</w:tc>' for cell in cells)}</w:tr>"

    head = row("State", "Signed", head="<w:trPr><w:tblHeader/></w:trPr>")
    table = f"<w:tbl>{head}{row('Norland', 'March 12, 2024')}</w:tbl>"
    text = read_article(read_docx, tmp_path, to_docx(to_paragraphs("It is in the table.") + table)).text
    assert text == "It is in the table.\nNorland | March 12, 2024"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty: there is no text to read"),
        (b"PK\x03\x04", "is no .docx file, or a broken one (BadZipFile: "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is no .docx file, or a broken one (BadZipFile: "),
        (to_docx(to_paragraphs(TEXT), "other.xml"), "is no .docx file, or a broken one ("),
        (to_docx("<w:p>"), "is not well-formed XML: "),
        (to_docx("<w:p/>" * (MOST_XML_ELEMENTS + 1)), "has more than 500,000 elements: split it"),
        (to_docx(to_paragraphs(" ")), "is empty: there is no text to read"),
        (to_docx(to_paragraphs("a" * (LARGEST_CONTENT + 1))), "has more than 16 MB of text and marks"),
    ],
    ids=["nothing", "cut", "old .doc", "other archive", "cut XML", "elements", "blank", "bomb"],
)
def test_document_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert read_error(read_docx, tmp_path, data).startswith(reason)


def test_entities_of_a_document_are_not_expanded(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE w [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    body = "<w:p><w:r><w:t>The plan &a;&b; is here.</w:t></w:r></w:p>"
    data = to_docx(body)
    whole = f"{doctype}<w:document {WORD}><w:body>{body}</w:body></w:document>"

    file = BytesIO(data)
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", whole)
    assert "boom" not in read_article(read_docx, tmp_path, file.getvalue()).text


def test_pages_of_a_pdf_are_parted_by_an_empty_line(tmp_path: Path) -> None:
    article = read_article(read_pdf, tmp_path, to_pdf("A plan", TEXT))
    assert (article.id, article.title, article.published) == ("plan", "A plan", None)
    assert article.text == f"A plan\n\n{TEXT}"


def test_heads_feet_and_numbers_of_pages_are_left_out(tmp_path: Path) -> None:
    lines = ["It is the first.", "It is the second.", "It is the last, of the year 2026."]
    pages = [f"Meridian Post 0{day}\n{line}\nPage {day} of 3" for day, line in enumerate(lines, 1)]
    assert read_article(read_pdf, tmp_path, to_pdf(*pages)).text == "\n\n".join(lines)
    assert read_article(read_pdf, tmp_path, to_pdf("The one page\n2")).text == "The one page\n2"


def test_hyphenation_is_undone_in_a_pdf(tmp_path: Path) -> None:
    text = read_article(read_pdf, tmp_path, to_pdf("The minis-\nters said that the agree-\nment stays.")).text
    assert text == "The ministers said that the agreement stays."


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("an inter-\nnational act", "an international act"),
        ("an inter-\n\nnational act of two pages", "an international act of two pages"),
        ("a soft\u00ad\nware and hard\u00adware", "a software and hardware"),
        ("a long-\nterm plan is a long-term plan", "a long-term plan is a long-term plan"),
        ("co-\noperation, cooperation and co-operation", "cooperation, cooperation and co-operation"),
        ("the Soyuz-\nFregat, 1990-\n1995, he -\nsays", "the Soyuz-\nFregat, 1990-\n1995, he -\nsays"),
    ],
)
def test_hyphens_at_the_ends_of_lines(text: str, joined: str) -> None:
    assert undo_hyphenation(text) == joined


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty: there is no text to read"),
        (b"%PDF-1.4\n", "is no PDF file, or a broken one ("),
        (b"no PDF", "is no PDF file, or a broken one ("),
        (to_pdf("", ""), "has no text layer: it holds pictures of pages, which OCR would read"),
    ],
    ids=["nothing", "cut", "other", "pictures"],
)
def test_pdf_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert read_error(read_pdf, tmp_path, data).startswith(reason)


def test_pdf_that_bursts_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b"BT (a) Tj ET " * (LARGEST_CONTENT // 10), 9)
    plain = to_pdf("mark")
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\n" % (len(packed), packed)
    assert "LimitReachedError" in read_error(read_pdf, tmp_path, plain[:start] + stream + plain[end:])


def test_message_has_subject_day_and_sender(tmp_path: Path) -> None:
    headers = {
        "Subject": "Café “plan”",
        "Date": "Fri, 27 Nov 2026 23:30:00 -0500",
        "From_": "Ana Ruiz <a@b.example>",
    }
    article = read_article(read_eml, tmp_path, to_eml(f"{TEXT}\n", **headers))
    assert article == Article("plan", f"{TEXT}\n", "Café “plan”", "2026-11-27", None, "Ana Ruiz")


def test_sender_without_a_name_is_the_host(tmp_path: Path) -> None:
    assert (
        read_article(read_eml, tmp_path, to_eml(TEXT, From_="press@norland.example")).source
        == "norland.example"
    )


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_charset_of_a_message_is_obeyed(tmp_path: Path, charset: str, encoding: str) -> None:
    words = "The café of the agency"
    body = words.encode(charset)
    if encoding == "quoted-printable":
        body = quopri.encodestring(body)
    elif encoding == "base64":
        body = base64.encodebytes(body)
    kind = f"Content-Type: text/plain; charset={charset}"
    head = f"Subject: A plan\n{kind}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert read_article(read_eml, tmp_path, head.encode() + body).text.strip() == words


def test_plain_part_goes_before_html_and_attachments_are_not_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "A plan"
    message.set_content("<p>The <b>plan</b> is here.</p><p>It&nbsp;is new.</p>", subtype="html")
    message.add_attachment("The attached plan is not read.", filename="plan.txt")
    assert read_article(read_eml, tmp_path, message.as_bytes()).text == "The plan is here.\nIt\xa0is new."
    message = EmailMessage()
    message["Subject"] = "A plan"
    message.set_content("The plain plan is here.")
    message.add_alternative("<p>The plan.</p>", subtype="html")
    assert read_article(read_eml, tmp_path, message.as_bytes()).text == "The plain plan is here.\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \n", "is empty: there is no text to read"),
        (b"The plan is here, and it is no message.", "is no message: it has neither a subject nor a day"),
        (b"Subject: A plan\n\n", "is empty: there is no text to read"),
        (b"Subject: A plan\n\na\0b", "is binary, not text"),
        (b"Subject: A plan\nDate: soon\n\nThe plan is here.", "published: 'soon' is not a date"),
    ],
    ids=["blank", "text", "without text", "binary", "day"],
)
def test_message_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert read_error(read_eml, tmp_path, data).startswith(reason)
