import pytest

from baeumgil.doors.web.office import downloads


def test_a_download_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MOST_ROWS", 2)
    with pytest.raises(downloads.TooManyRows):
        downloads.workbook(title="표", file_name="표.xlsx", headings=("가",), rows=[("1",), ("2",), ("3",)])
