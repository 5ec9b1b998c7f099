"""Workbooks of OpenDocument, written as markup."""

import zipfile

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def save_ods(path, table, styles=""):
    """Write a sheet of the rows that `table` is in XML, and the styles of its cells."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_row(*cells, repeated=1):
    again = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{again}>{''.join(map(CELL.format, cells))}</table:table-row>"
