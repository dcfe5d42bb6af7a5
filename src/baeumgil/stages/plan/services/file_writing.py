"""Writing what a file changes: table by table, a handful of statements each, whatever the number of rows."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models

from baeumgil.core import clock
from baeumgil.stages.plan.models import (
    Course,
    CourseName,
    CourseResult,
    Field,
    Goal,
    LineAncestor,
    PlanLine,
    PlannedSession,
    Prerequisite,
    SessionResult,
    SharedContent,
    Subject,
    Tag,
)
from baeumgil.stages.plan.rules.files.changes import Decided, Put, Target

CHUNK = 500
Ids = Mapping[str, int]


def write(decided: Decided, *, institute: int, year: int | None, version: int | None) -> None:
    """Put every record; `version` is the draft that lines and sessions go into."""
    _Writing(decided, institute, year, version).write()


class _Writing:
    def __init__(self, decided: Decided, institute: int, year: int | None, version: int | None) -> None:
        self.puts = decided.puts
        self.institute, self.year, self.version = institute, year, version

    def write(self) -> None:
        """In the order in which records name each other."""
        self._fields()
        self._courses()
        self._subjects()
        self._lines()
        self._put(
            Target.SHARED,
            SharedContent,
            lambda put: {"institute_id": self.institute, "year": self.year, "code": put.key},
        )
        if self.puts.keys() & {Target.SESSION_RESULT, Target.COURSE_RESULT}:
            refer = {"course": ("course_id", self._course_ids())}
            self._put(Target.SESSION_RESULT, SessionResult, refer=refer)
            self._put(Target.COURSE_RESULT, CourseResult, refer=refer)

    def _fields(self) -> None:
        """Areas before what hangs under them."""
        puts = self.puts.get(Target.FIELD, ())
        for some in ([put for put in puts if not put.values["parent"]], [put for put in puts if put.values["parent"]]):
            ids: Ids = self._field_ids() if some else {}
            Field.objects.bulk_create(
                Field(
                    institute_id=self.institute,
                    code=put.key,
                    name=put.values["name"],
                    parent_id=ids.get(put.values["parent"]),
                    legal_kind=put.values["legal_kind"],
                    order=put.values["order"],
                )
                for put in some
            )

    def _courses(self) -> None:
        if self.puts.get(Target.COURSE):
            now = clock.now()
            refer = {"field": ("field_id", self._field_ids()), "goal": ("goal_id", self._goal_ids())}
            new = {"institute_id": self.institute}
            self._put(
                Target.COURSE, Course, lambda put: {**new, "code": put.key}, refer=refer, always={"changed_at": now}
            )
        if not self.puts.keys() & {Target.SPELLING, Target.PREREQUISITE}:
            return
        ids = self._course_ids()
        CourseName.objects.bulk_create(
            CourseName(
                institute_id=self.institute, course_id=ids[put.values["course"]], name=put.values["name"], key=put.key
            )
            for put in self.puts.get(Target.SPELLING, ())
        )
        made = {
            (ids[put.key], ids[put.values["needs"]]): put.values["kind"]
            for put in self.puts.get(Target.PREREQUISITE, ())
        }
        Prerequisite.objects.bulk_create(
            [Prerequisite(course_id=course, needs_id=needs, kind=kind) for (course, needs), kind in made.items()],
            update_conflicts=True,
            unique_fields=["course", "needs"],
            update_fields=["kind"],
        )

    def _subjects(self) -> None:
        puts = self.puts.get(Target.SUBJECT, ())
        if not puts:
            return
        bare = [
            Put(put.key, {name: value for name, value in put.values.items() if name != "tags"}, put.id) for put in puts
        ]
        records = self._write(bare, Subject, None, {"course": ("course_id", self._course_ids())}, {})
        tagged = [
            (record, put.values["tags"]) for record, put in zip(records, puts, strict=True) if "tags" in put.values
        ]
        tags = dict(Tag.objects.values_list("code", "pk"))
        through = Subject.tags.through
        through._default_manager.filter(subject_id__in=[record.pk for record, _ in tagged]).delete()  # noqa: SLF001  Django's documented name
        through._default_manager.bulk_create(  # noqa: SLF001
            through(subject_id=record.pk, tag_id=tags[tag]) for record, codes in tagged for tag in codes
        )

    def _lines(self) -> None:
        if not self.puts.keys() & {Target.LINE, Target.ANCESTOR, Target.SESSION}:
            return
        courses = self._course_ids()
        refer = {"field": ("field_id", self._field_ids()), "goal": ("goal_id", self._goal_ids())}
        self._put(
            Target.LINE,
            PlanLine,
            lambda put: {"version_id": self.version, "course_id": courses[put.key]},
            refer=refer,
            always={"revision": models.F("revision") + 1},
        )
        if not self.puts.keys() & {Target.ANCESTOR, Target.SESSION}:
            return
        lines = dict(PlanLine.objects.filter(version_id=self.version).values_list("course__code", "pk"))
        LineAncestor.objects.bulk_create(
            LineAncestor(line_id=lines[put.key], course_id=courses[put.values["course"]])
            for put in self.puts.get(Target.ANCESTOR, ())
        )
        self._put(Target.SESSION, PlannedSession, refer={"line": ("line_id", lines)})

    def _put(
        self,
        target: Target,
        model: type[models.Model],
        new: Callable[[Put], Mapping[str, Any]] | None = None,
        *,
        refer: Mapping[str, tuple[str, Ids]] | None = None,
        always: Mapping[str, Any] | None = None,
    ) -> None:
        self._write(self.puts.get(target, ()), model, new, refer or {}, always or {})

    @staticmethod
    def _write(
        puts: Iterable[Put],
        model: type[models.Model],
        new: Callable[[Put], Mapping[str, Any]] | None,
        refer: Mapping[str, tuple[str, Ids]],
        always: Mapping[str, Any],
    ) -> list[models.Model]:
        """Records in the order of the puts. `always` holds what every change sets; new ones take only plain values."""
        manager = model._default_manager  # noqa: SLF001  Django's documented name
        puts = list(puts)
        held = manager.in_bulk([put.id for put in puts if put.id is not None])
        made, changed, records, names = [], [], [], set(always)
        for put in puts:
            values = {
                refer[name][0] if name in refer else name: _value(value, refer.get(name))
                for name, value in put.values.items()
            }
            if put.id is None:
                plain = {
                    name: value
                    for name, value in always.items()
                    if not isinstance(value, models.F | models.expressions.Combinable)
                }
                record = model(**plain, **values, **(new(put) if new else {}))
                made.append(record)
            else:
                record = held[put.id]
                for name, value in (*values.items(), *always.items()):
                    setattr(record, name, value)
                names |= set(values)
                changed.append(record)
            records.append(record)
        manager.bulk_create(made, batch_size=CHUNK)
        if changed:
            manager.bulk_update(changed, sorted(name.removesuffix("_id") for name in names), batch_size=CHUNK)
        return records

    def _course_ids(self) -> Ids:
        return dict(Course.objects.filter(institute_id=self.institute).values_list("code", "pk"))

    def _field_ids(self) -> Ids:
        return dict(Field.objects.filter(institute_id=self.institute).values_list("code", "pk"))

    def _goal_ids(self) -> Ids:
        return dict(Goal.objects.filter(institute_id=self.institute).values_list("code", "pk"))


def _value(value: Any, refer: tuple[str, Ids] | None) -> Any:
    return value if refer is None or value is None else refer[1][value]
