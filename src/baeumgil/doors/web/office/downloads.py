"""Sending a table as a workbook."""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice

from django.http import FileResponse
from django.utils.translation import gettext as _

from baeumgil.core.errors import Refused
from baeumgil.core.said import Said
from baeumgil.engines.sheets.writing import Value, write_table

MOST_ROWS = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooManyRows(Refused):
    """More rows than one download may hold."""

    code = "too_many_rows"
    message = Said(
        f"한 번에 {MOST_ROWS:,}건까지 내려받을 수 있습니다. 필터로 줄인 뒤 다시 내려받으세요.",
        f"At most {MOST_ROWS:,} rows can be downloaded at once. Narrow them down with the filter and download again.",
    )


def workbook(
    *, title: str, file_name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()
) -> FileResponse:
    """The rows as an XLSX download; refused above `MOST_ROWS`. Memory stays small: rows go through a temporary file."""
    asked = list(islice(rows, MOST_ROWS + 1))
    if len(asked) > MOST_ROWS:
        raise TooManyRows
    stream = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response that sends it
    write_table(stream, title=title, headings=headings, rows=asked, sheet_name=title[:31] or _("표"), notes=notes)
    stream.seek(0)
    answer = FileResponse(stream, as_attachment=True, filename=file_name, content_type=XLSX)
    answer["Cache-Control"] = "no-store"
    return answer
