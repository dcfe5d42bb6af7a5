"""과정 목록. The catalogue, searched and page by page."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.plan.access import may_see_catalogue
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import Course, CourseName, LegalDuty, Subject, Tag
from baeumgil.stages.plan.queries.course_card import CourseCard, course_book, course_card
from baeumgil.stages.plan.queries.fields import areas_of, field_rows
from baeumgil.stages.plan.queries.ladders import course_ladders, ladder_graph, subject_tags
from baeumgil.stages.plan.rules.book import FieldRow
from baeumgil.stages.plan.rules.spelling import is_text, spelling_key
from baeumgil.stages.plan.terms import CourseKind, CourseState, Level, TargetGroup

__all__ = [
    "CatalogueFacets",
    "CourseCard",
    "CourseRow",
    "catalogue_facets",
    "course_book",
    "course_by_code",
    "course_card",
    "course_ladders",
    "courses",
    "found_courses",
    "ladder_graph",
    "subject_tags",
]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """과정, as a list shows it. `tags` and `duties` are names."""

    id: int
    code: str
    name: str
    field: FieldRow
    kind: CourseKind
    state: CourseState
    level: Level | None
    target_group: TargetGroup
    target_text: str
    duration_text: str
    total_minutes: int | None
    recognised_minutes: int | None
    seats_per_session: int | None
    subjects: int
    tags: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueFacets:
    """What an institute's catalogue can be searched by, as (code, name); fields are the leaves under their areas."""

    areas: tuple[tuple[str, str], ...]
    fields: tuple[FieldRow, ...]
    tags: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, str], ...]
    active: int
    ended: int


def courses(
    *,
    actor: Actor,
    institute: int,
    words: str = "",
    area: str = "",
    field: str = "",
    kind: CourseKind | None = None,
    level: Level | None = None,
    tag: str = "",
    duty: str = "",
    state: CourseState | None = None,
    page: int = 1,
    size: int = 20,
) -> Page[CourseRow]:
    """Courses by field and code; `words` are looked for in codes, names and spellings, targets and subjects.

    All words must be found; five statements, however many courses.
    """
    _need(actor)
    fields = field_rows(institute)
    found = _chosen(
        institute, fields, words=words, area=area, field=field, kind=kind, level=level, tag=tag, duty=duty, state=state
    )
    total = found.count()
    number, start, end = bounds(page, size, total)
    return Page(_rows(found[start:end], fields), number, end - start, total)


def found_courses(
    *,
    actor: Actor,
    institute: int,
    words: str = "",
    area: str = "",
    field: str = "",
    kind: CourseKind | None = None,
    level: Level | None = None,
    tag: str = "",
    duty: str = "",
    state: CourseState | None = None,
) -> tuple[int, ...]:
    """All courses a search finds, in the order of the list, for downloads."""
    _need(actor)
    found = _chosen(
        institute,
        field_rows(institute),
        words=words,
        area=area,
        field=field,
        kind=kind,
        level=level,
        tag=tag,
        duty=duty,
        state=state,
    )
    return tuple(found.values_list("pk", flat=True))


def catalogue_choices(*, actor: Actor, institute: int) -> tuple[tuple[int, str, str], ...]:
    """Courses that are not ended, by name, as (course, code, name) to choose from; one statement."""
    _need(actor)
    found = Course.objects.filter(institute_id=institute).exclude(state=CourseState.ENDED)
    return tuple(found.order_by("name", "pk").values_list("pk", "code", "name"))


def course_by_code(*, actor: Actor, institute: int, code: str) -> int:
    """The course of a code. Raises `CourseNotFound`."""
    _need(actor)
    named = Course.objects.filter(institute_id=institute, code=code) if is_text(code) else Course.objects.none()
    found = named.values_list("pk", flat=True).first()
    if found is None:
        raise CourseNotFound(code=code)
    return found


def catalogue_facets(*, actor: Actor, institute: int) -> CatalogueFacets:
    """Areas, fields, tags and duties to choose from, and how many courses there are."""
    _need(actor)
    fields = field_rows(institute)
    above = areas_of(institute)
    areas = {row.area_code: row.area_name for row in fields.values()}
    of_here = Course.objects.filter(institute_id=institute)
    tags = Tag.objects.order_by("pk").values_list("code", "name")
    duties = LegalDuty.objects.order_by("pk").values_list("code", "name")
    ended = of_here.filter(state=CourseState.ENDED).count()
    return CatalogueFacets(
        areas=tuple(areas.items()),
        fields=tuple(row for row in fields.values() if row.code not in above),
        tags=tuple(tags),
        duties=tuple(dict(duties).items()),
        active=of_here.count() - ended,
        ended=ended,
    )


def _need(actor: Actor) -> None:
    if not may_see_catalogue(actor):
        raise NotAllowed


def _chosen(
    institute: int,
    fields: dict[int, FieldRow],
    *,
    words: str,
    area: str,
    field: str,
    kind: CourseKind | None,
    level: Level | None,
    tag: str,
    duty: str,
    state: CourseState | None,
) -> QuerySet[Course]:
    """The courses asked for; conditions on many-valued things as subqueries, so that nothing doubles."""
    if not is_text(words + tag + duty):
        return Course.objects.none()
    found = Course.objects.filter(institute_id=institute)
    if area or field:
        found = found.filter(field__in=_fields_of(fields, area, field))
    same = {"kind": kind, "level": level, "state": state}
    found = found.filter(**{name: value for name, value in same.items() if value is not None})
    if tag:
        found = found.filter(Exists(Subject.objects.filter(course=OuterRef("pk"), tags__code=tag)))
    if duty:
        served = Course.duties.through.objects.filter(course_id=OuterRef("pk"), legalduty__code=duty)
        found = found.filter(Exists(served))
    for word in words.split():
        found = found.filter(_says(word))
    return found.order_by("field__order", "field_id", "code")


def _fields_of(fields: dict[int, FieldRow], area: str, field: str) -> Collection[int]:
    return [
        pk
        for pk, row in fields.items()
        if (not area or row.area_code == area) and (not field or field in {row.code, row.area_code})
    ]


def _says(word: str) -> Q:
    """The word is in the code, a spelling, the name, the target or a subject."""
    in_subjects = Subject.objects.filter(course=OuterRef("pk"), name__icontains=word)
    said = Q(code__icontains=word) | Q(name__icontains=word) | Q(target_text__icontains=word) | Q(Exists(in_subjects))
    key = spelling_key(word)
    if key:
        said |= Q(Exists(CourseName.objects.filter(course=OuterRef("pk"), key__contains=key)))
    return said


def _rows(found: QuerySet[Course], fields: dict[int, FieldRow]) -> tuple[CourseRow, ...]:
    shown = list(found.annotate(subject_count=Count("subjects")))
    ids = [course.pk for course in shown]
    tags: dict[int, dict[str, None]] = {}
    for course, name in (
        Subject.tags.through.objects.filter(subject__course__in=ids)
        .order_by("tag_id")
        .values_list("subject__course_id", "tag__name")
    ):
        tags.setdefault(course, {})[name] = None
    duties: dict[int, list[str]] = {}
    for course, name in (
        Course.duties.through.objects.filter(course__in=ids)
        .order_by("legalduty_id")
        .values_list("course_id", "legalduty__name")
    ):
        duties.setdefault(course, []).append(name)
    return tuple(
        CourseRow(
            id=course.pk,
            code=course.code,
            name=course.name,
            field=fields[course.field_id],
            kind=course.kind,
            state=course.state,
            level=course.level,
            target_group=course.target_group,
            target_text=course.target_text,
            duration_text=course.duration_text,
            total_minutes=course.total_minutes,
            recognised_minutes=course.recognised_minutes,
            seats_per_session=course.seats_per_session,
            subjects=course.subject_count,
            tags=tuple(tags.get(course.pk, {})),
            duties=tuple(duties.get(course.pk, ())),
        )
        for course in shown
    )
