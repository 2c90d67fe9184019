"""Office documents as libraries write them, damaged ones and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pytest

from ringtrue.errors import UnreadableInput
from ringtrue.scanning.inputs import read

docx = pytest.importorskip("docx", reason="writes the documents")
openpyxl = pytest.importorskip("openpyxl", reason="writes the sheets")
pptx = pytest.importorskip("pptx", reason="writes the slides")
odfdo = pytest.importorskip("odfdo", reason="writes the OpenDocument files")

LIE = "Example Wallet support: +1 888 555 0142"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letter() -> bytes:
    document = docx.Document()
    document.add_heading("Example Wallet support", 1)
    paragraph = document.add_paragraph("Log in at ")
    relation = document.part.relate_to(
        "https://evil.example/a",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = docx.oxml.shared.OxmlElement("w:hyperlink")
    link.set(docx.oxml.ns.qn("r:id"), relation)
    run = docx.oxml.shared.OxmlElement("w:r")
    text = docx.oxml.shared.OxmlElement("w:t")
    text.text = "examplewallet.example"
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "https://cell.example/"
    table.cell(0, 1).text = "400-000-0142"
    document.sections[0].footer.paragraphs[0].text = "foot@desk.example"
    return saved(document)


def test_a_letter(scan):
    _, report = scan(letter(), "whatever")
    found = {c.raw: c.role for c in report.contacts}
    assert found == {
        "examplewallet.example": "text",
        "https://cell.example/": "text",
        "400-000-0142": "text",
        "foot@desk.example": "text",
        "https://evil.example/a": "link",
    }
    assert [f.code for f in report.findings] == ["link_mismatch"]


def test_what_a_word_processor_shows_beside_paragraphs(contacts):
    """Content controls and text boxes, which libraries for editing leave out; fields; no deleted
    text, and what stands twice for old programs only once."""
    inside = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>https://control.example/</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt><w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>"
        "https://box.example/</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>"
        "https://old.example/</w:t></mc:Fallback></mc:AlternateContent></w:p><w:p><w:r><w:instrText>"
        ' HYPERLINK "https://field.example/" </w:instrText></w:r><w:del><w:r><w:delText>'
        "https://deleted.example/</w:delText></w:r></w:del></w:p>"
    )
    assert set(contacts(packed(inside))) == {
        "https://control.example/",
        "https://box.example/",
        "https://field.example/",
    }


def packed(inside: str, head: str = "", **members: str) -> bytes:
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}" xmlns:mc="urn:mc"><w:body>'
            f"{inside}</w:body></w:document>",
        )
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_a_sheet(scan):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["brand", "site", "phone"])
    sheet.append(["Example Wallet", "examplewallet.example", 4000000142])
    sheet["B2"].hyperlink = "https://evil.example/a"
    sheet.append(["Other", '=HYPERLINK("https://formula.example/","go")', "x"])
    book.create_sheet("two").append(["second@desk.example"])
    document, report = scan(saved(book))
    found = {c.raw: c.role for c in report.contacts}
    assert found["https://evil.example/a"] == "link"
    assert {"https://formula.example/", "second@desk.example"} <= set(found)
    assert "4000000142" in document.text
    assert [f.code for f in report.findings] == ["link_mismatch"]


def test_slides(scan):
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Example Wallet support"
    box = slide.shapes.add_textbox(0, 0, 99, 99)
    run = box.text_frame.paragraphs[0].add_run()
    run.text = "examplewallet.example"
    run.hyperlink.address = "https://evil.example/a"
    slide.notes_slide.notes_text_frame.text = "note@desk.example"
    box.click_action.hyperlink.address = "https://shape.example/"
    _, report = scan(saved(show))
    found = {c.raw: c.role for c in report.contacts}
    assert found["https://evil.example/a"] == "link"
    assert {"note@desk.example", "https://shape.example/"} <= set(found)
    assert [f.code for f in report.findings] == ["link_mismatch"]


def test_open_documents(scan):
    text = odfdo.Document("text")
    text.body.clear()
    paragraph = odfdo.Paragraph("Log in at ")
    paragraph.append(odfdo.Link("https://evil.example/a", text="examplewallet.example"))
    text.body.append(paragraph)
    noted = odfdo.Paragraph("call 400-000-0142")
    noted.append(odfdo.Note("footnote", "n1", "1", "not a digit of the number"))
    text.body.append(noted)
    _, report = scan(saved(text))
    found = {c.raw: c.role for c in report.contacts}
    assert found == {
        "examplewallet.example": "text",
        "400-000-0142": "text",
        "https://evil.example/a": "link",
    }
    assert [f.code for f in report.findings] == ["link_mismatch"]


def test_an_open_sheet(contacts):
    book = odfdo.Document("spreadsheet")
    table = odfdo.Table("t")
    table.set_value("A1", "https://x.example/")
    table.set_value("B1", "400-000-0142")
    book.body.clear()
    book.body.append(table)
    assert set(contacts(saved(book))) == {"https://x.example/", "400-000-0142"}


def test_cells_of_a_row_stay_beside_each_other(scan):
    letter = docx.Document()
    table = letter.add_table(2, 2)
    for row, words in zip(
        table.rows, (("Example Wallet", "400-000-0142"), ("a", "b")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(1, 1).add_paragraph("second paragraph")
    document, _ = scan(saved(letter))
    assert document.text.splitlines() == [
        "Example Wallet\t400-000-0142",
        "a\tb",
        "second paragraph",
    ]
    book = odfdo.Document("spreadsheet")
    sheet = odfdo.Table("t")
    for place, word in (("A1", "name"), ("B1", "phone"), ("A2", "Bank"), ("B2", "400-000-0142")):
        sheet.set_value(place, word)
    book.body.clear()
    book.body.append(sheet)
    document, _ = scan(saved(book))
    assert document.text.splitlines()[:2] == ["name\tphone", "Bank\t400-000-0142"]


def test_comments_of_a_sheet_are_read(contacts):
    book = openpyxl.Workbook()
    book.active["A1"] = "brand"
    book.active["A1"].comment = openpyxl.comments.Comment("ask desk@comment.example", "me")
    assert set(contacts(saved(book))) == {"desk@comment.example"}


@pytest.mark.parametrize("cut", [30, 2_000, 0.5, 0.9])
def test_a_damaged_one_is_refused(cut):
    raw = letter()
    with pytest.raises(UnreadableInput):
        read(raw[: int(cut * len(raw)) if cut < 1 else cut], "a.docx")


def test_one_that_unpacks_to_gigabytes_is_refused():
    bomb = packed("<w:p>" + " " * 80_000_000 + "</w:p>")
    assert len(bomb) < 200_000
    with pytest.raises(UnreadableInput, match="unpacks"):
        read(bomb, "a.docx")


def test_entities_are_refused():
    lol = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE lolz [<!ENTITY a0 "lol">{lol}]>'
    with pytest.raises(UnreadableInput, match="document type"):
        read(packed("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", head), "a.docx")


def test_an_archive_that_is_no_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", LIE)
    with pytest.raises(UnreadableInput, match="zip archive"):
        read(out.getvalue(), "a.zip")
