"""A version read whole, in a constant number of statements. Access is asked by whoever reads."""

from collections.abc import Sequence
from datetime import date

from baeumgil.core.policies import values_on
from baeumgil.stages.plan.errors import PlanNotFound
from baeumgil.stages.plan.models import LineAncestor, PlanContent, PlanVersion, PreCheck, YearResult
from baeumgil.stages.plan.queries.plan_rows import book_lines, head_of, held_lines, line_source, names_of
from baeumgil.stages.plan.rules.book import ContentRow, PlanBook, PreCheckRow, VersionHead, YearFigure
from baeumgil.stages.plan.rules.canonical import digest
from baeumgil.stages.plan.rules.lineage import Edge
from baeumgil.stages.plan.terms import OPEN_STATES, ContentKey, PreCheckMark, VersionState

HOLIDAYS = "plan.holidays"
ORDER_OF_CONTENTS = {key: place for place, key in enumerate(ContentKey)}


def version_row(version: int) -> PlanVersion:
    """The record with what its head needs. Raises `PlanNotFound`."""
    related = ("plan__institute", "previous__plan")
    found = PlanVersion.objects.select_related(*related).filter(pk=version).first()
    if found is None:
        raise PlanNotFound(version=version)
    return found


def version_head(version: int) -> VersionHead:
    """The head alone."""
    return head_of(version_row(version))


def read_book(version: int) -> PlanBook:
    """Everything that the papers of a version say; ten statements."""
    return book_of(version_row(version))


def book_of(row: PlanVersion, *, is_public: bool = False) -> PlanBook:
    """The book of a record at hand. The public page shows neither the check sheet, the office's own, nor rest days."""
    names = names_of(row.plan.institute_id, row.frame)
    wanted = [row.pk] if row.previous_id is None else [row.pk, row.previous_id]
    source = line_source(wanted)
    before = () if row.previous_id is None else held_lines(book_lines(source, row.previous_id, names))
    return PlanBook(
        head=head_of(row),
        lines=book_lines(source, row.pk, names, {line.code: line for line in before}),
        previous_lines=before,
        fields=names.leaves,
        goals=names.goals,
        contents=contents_of(row.pk),
        pre_checks=() if is_public else pre_checks_of(row.pk),
        years=year_figures_of(row.plan.institute_id),
        holidays=() if is_public else holidays_of(row.plan.year),
    )


def contents_of(version: int) -> tuple[ContentRow, ...]:
    """The six contents, in the order of the decree."""
    rows = PlanContent.objects.filter(version_id=version).values_list("key", "text")
    return tuple(sorted((ContentRow(ContentKey(key), text) for key, text in rows), key=_place))


def _place(row: ContentRow) -> int:
    return ORDER_OF_CONTENTS[row.key]


def pre_checks_of(version: int) -> tuple[PreCheckRow, ...]:
    """The check sheet."""
    rows = PreCheck.objects.filter(version_id=version).order_by("order", "pk")
    columns = rows.values_list("code", "name", "mark", "remark")
    return tuple(PreCheckRow(code, name, PreCheckMark(mark), remark) for code, name, mark, remark in columns)


def year_figures_of(institute: int) -> tuple[YearFigure, ...]:
    """Planned and actual people by year."""
    rows = YearResult.objects.filter(institute_id=institute).order_by("year")
    return tuple(YearFigure(*row) for row in rows.values_list(*YearFigure.__dataclass_fields__))


def holidays_of(year: int) -> tuple[date, ...]:
    """공휴일 of a year as its policy says at the year's end, when days declared late are in it; none without one."""
    value = values_on([HOLIDAYS], date(year, 12, 31)).get(HOLIDAYS)
    return tuple(date.fromisoformat(str(day)) for day, _name in value) if isinstance(value, list) else ()


def earlier_ancestors(head: VersionHead) -> frozenset[Edge]:
    """Ancestors named in approved plans of the institute for earlier years."""
    rows = LineAncestor.objects.filter(
        line__version__plan__institute_id=head.institute,
        line__version__plan__year__lt=head.year,
        line__version__state=VersionState.APPROVED,
    )
    return frozenset(rows.values_list("line__course__code", "course__code"))


def digest_now(version: int) -> str:
    """The digest of what the version says at this moment."""
    return digest(read_book(version))


def is_intact(version: int) -> bool:
    """True when a frozen version still says what was approved; an open one has nothing to keep."""
    row = version_row(version)
    if row.state in OPEN_STATES:
        return True
    return row.digest == digest(book_of(row))


def approved_years(institute: int) -> Sequence[tuple[int, int]]:
    """(year, version) of every approved plan of an institute."""
    rows = PlanVersion.objects.filter(plan__institute_id=institute, state=VersionState.APPROVED)
    return list(rows.order_by("plan__year", "pk").values_list("plan__year", "pk"))
