"""What all imports of tables share: handing a file in, the way it goes, what it will do and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baeumgil.core.errors import Problem
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.office.uploads import TABLES, check_size, put_aside
from baeumgil.doors.web.templatetags.krds import Tab, in_screen_language
from baeumgil.stages.people.terms import RosterState

PROBLEMS_SHOWN = 200
ENCODINGS = (
    ("auto", gettext_lazy("자동")),
    ("utf-8", "UTF-8"),
    ("cp949", gettext_lazy("CP949 (엑셀 한글 CSV)")),
)
STEPS = {
    RosterState.CHECKING: 2,
    RosterState.BROKEN: 2,
    RosterState.READY: 3,
    RosterState.DISCARDED: 3,
    RosterState.APPLIED: 4,
    RosterState.UNDONE: 4,
}
Kind = TypeVar("Kind", bound=StrEnum)


class TableFileForm(PageForm):
    """A file that holds a table."""

    file = forms.FileField(
        label=gettext_lazy("파일"),
        help_text=gettext_lazy("XLSX 또는 CSV, 40MB까지. 주민등록번호가 든 열은 지우고 올리세요."),
        widget=forms.FileInput(attrs={"accept": TABLES}),
        error_messages={"required": gettext_lazy("파일을 고르세요.")},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Neither empty nor too large."""
        return check_size(self.cleaned_data["file"])


class ConfirmForm(PageForm):
    """적용."""

    confirm = forms.BooleanField(
        label=gettext_lazy("들어갈 내용을 확인했습니다"),
        error_messages={"required": gettext_lazy("들어갈 내용을 확인한 뒤 표시하세요.")},
    )


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file that is no fault but worth a look."""

    text: str
    details: tuple[str, ...] = ()


class ImportRow(Protocol):
    """What a list says of an import of any kind."""

    @property
    def state(self) -> RosterState:
        """How far it has come."""


def steps() -> list[str]:
    """The way of a file."""
    return [_("파일 올리기"), _("확인"), _("바뀔 내용 보기"), _("적용")]


@contextmanager
def handed_over(file: "UploadedFile[Any]") -> Iterator[Path]:
    """Put the upload aside for the job that takes it; it does not stay where no job was queued."""
    path = put_aside(file)
    try:
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def way_of(row: ImportRow, found: Sequence[Problem], *, may_import: bool) -> dict[str, object]:
    """What the page of every import says: how far it came, what is wrong, what may be done."""
    return {
        "row": row,
        "problems": found[:PROBLEMS_SHOWN],
        "problems_total": len(found),
        "steps": steps(),
        "step": STEPS[row.state],
        "may_import": may_import,
    }


def kind_asked(kinds: type[Kind], asked: str) -> Kind | None:
    """The kind of change named in an address; None, which means all, where there is no such kind."""
    return kinds(asked) if asked in list(kinds) else None


def kind_tabs(
    kinds: type[Kind], counts: Mapping[Kind, int], shown: Kind | None, address: tuple[str, int], name: str = "kind"
) -> list[Tab]:
    """All changes, then each kind there is, with how many; `address` is the page's name and its import."""
    url = reverse(f"web:{address[0]}", args=[address[1]])
    return [
        Tab(_("모두"), url, is_current=shown is None, count=sum(counts.values())),
        *(
            Tab(label_of(kind), f"{url}?{name}={kind.value}", is_current=kind is shown, count=counts[kind])
            for kind in kinds
            if counts.get(kind)
        ),
    ]


def problem_workbook(found: Sequence[Problem], *, title: str, file_name: str) -> FileResponse:
    """Every problem as a workbook, to be worked through beside the file."""
    return workbook(
        title=title,
        file_name=file_name,
        headings=(_("시트"), _("행"), _("열"), _("문제"), _("고치는 법")),
        rows=[
            (
                one.sheet,
                one.row,
                one.column or one.field,
                in_screen_language(one.message),
                in_screen_language(one.remedy),
            )
            for one in found
        ],
    )
