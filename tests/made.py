"""Files for tests, made on the spot: Word, PDF and web pages, whole ones and broken ones, as bytes."""

import io
import random
import time

PROSE = "民政部门要加强基层治理，完善社会救助制度，发展养老服务。各地要因地制宜，确保到2025年底实现全覆盖。\n"


def make_pdf(*pages: str, locked: bool = False) -> bytes:
    """Return a PDF of those pages, a line of text each; with ``locked``, one whose password nobody knows.

    The font is a name alone: readers know the characters of STSong-Light by their code in UCS-2.
    """
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>",
    ]
    for number, page in enumerate(pages):
        lines = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in page.splitlines())
        stream = f"BT /F1 12 Tf 16 TL 50 780 Td {lines} ET" if page else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _assemble(objects, locked)


def _assemble(objects: list[str], locked: bool) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{x:010} 00000 n \n".encode() for x in offsets)
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'1f' * 32}> /U <{'2e' * 32}> >> /ID [<00> <00>]"
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {key if locked else ''} >>"
    return out + f"trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n".encode()


def make_docx(*items: str | list[list[str]]) -> bytes:
    """Return a Word file: a text is a paragraph (a heading where it begins with ``# ``), a list of rows a table."""
    import docx

    document = docx.Document()
    for item in items:
        if isinstance(item, list):
            table = document.add_table(len(item), len(item[0]))
            for row, cells in zip(table.rows, item, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif item.startswith("# "):
            document.add_heading(item[2:], level=1)
        else:
            document.add_paragraph(item)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


BROKEN = {
    "empty": lambda: b"",
    "blank": lambda: "　 \n\n\u200b\t\n".encode(),
    "mark": lambda: b"\xef\xbb\xbf\r\n",
    "png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "zip": lambda: b"PK\x03\x04" + bytes(64),
    "old_word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "noise": lambda: random.Random(1).randbytes(5000),
    "zeros": lambda: bytes(4096),
    "controls": lambda: b"\x1b[0m\x07ok\x08\x01\x02" * 40,
    "cut_utf8": lambda: (PROSE * 20).encode()[:-2],
    "bad_utf8": lambda: (PROSE * 20).encode()[:600] + (PROSE * 20).encode()[601:],
    "cut_utf16": lambda: b"\xff\xfe" + PROSE.encode("utf-16-le")[:-1],
    "cut_gbk": lambda: (PROSE.rstrip("\n") * 20).rstrip("。").encode("gb18030")[:-1],
    "cut_docx": lambda: make_docx(PROSE)[:2000],
    "text_docx": lambda: PROSE.encode(),
    "locked_docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "no_text_docx": lambda: make_docx("", " "),
    "cut_pdf": lambda: make_pdf("民政")[:40],
    "locked_pdf": lambda: make_pdf("民政", locked=True),
    "scan_pdf": lambda: make_pdf("", ""),
    "no_text_html": lambda: b"<html><body><div id='app'></div><script>load()</script></body></html>",
    "empty_html": lambda: b"",
    "png_html": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
}

SHAPES = {
    "prose": lambda n: PROSE * (n // len(PROSE)),
    "one line": lambda n: PROSE.strip() * (n // len(PROSE)),
    "no full stop": lambda n: PROSE.replace("。", "，").strip() * (n // len(PROSE)),
    "lines without full stop": lambda n: PROSE.replace("。", "，") * (n // len(PROSE)),
    "digits": lambda n: "7" * n,
    "opening brackets": lambda n: "（" * n,
    "opening quotes": lambda n: "“" * n,
    "opening titles": lambda n: "《" * n,
    "full stops": lambda n: "。" * n,
    "stops in open brackets": lambda n: "（民。" * (n // 3),
    "short lines": lambda n: "民政\n" * (n // 3),
    "quotes a line": lambda n: "“民\n" * (n // 3),
    "headings": lambda n: "一、民政\n" * (n // 5),
    "briefs": lambda n: "沈阳:举办大赛\n近日，举办。\n" * (n // 14),
    "captions": lambda n: "图为会场\n\n\n\n" * (n // 8),
    "contents": lambda n: "目录\n" + "一、民政\n" * (n // 5),
    "dates": lambda n: "2023年5月6日\n" * (n // 10),
    "signatures": lambda n: "县民政局\n" * (n // 5),
    "places": lambda n: "北京市朝阳区" * (n // 6),
    "form feeds": lambda n: "民政\f" * (n // 3),
    "blanks": lambda n: " " * n + "民",
    "blank lines": lambda n: "\n" * n + "民",
    "without width": lambda n: "\u200b" * n + "民",
}
"""Pages of any length that a careless reader would take quadratic time over: name to maker of a page of about n characters."""


def time_shape(name: str, size: int, read, runs: int = 2) -> float:
    """Return the seconds of processor time that ``read`` takes for a page of that shape and size, the least of some runs."""
    page = SHAPES[name](size)
    return min(_time(read, page) for _ in range(runs))


def _time(read, page: str) -> float:
    start = time.process_time()
    read(page)
    return time.process_time() - start
