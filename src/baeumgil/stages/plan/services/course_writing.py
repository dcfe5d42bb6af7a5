"""Courses as rows: many at once, in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from baeumgil.core import clock
from baeumgil.stages.plan.models import (
    BudgetLine,
    Competency,
    Course,
    CourseName,
    Field,
    Goal,
    LegalDuty,
    Prerequisite,
    Subject,
    Tag,
)
from baeumgil.stages.plan.queries.course_drafts import SAME_FIELDS, drafts_of
from baeumgil.stages.plan.rules.course_draft import CourseDraft
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.rules.targeting import filters_to_json, target_text_of

BATCH = 500


@dataclass(frozen=True, slots=True)
class CoursesWritten:
    """What writing did: course by code, and how many were new, changed and found as they were."""

    courses: dict[str, int]
    new: int
    replaced: int
    same: int


def write_courses(institute: int, drafts: Sequence[CourseDraft]) -> CoursesWritten:
    """Write checked drafts, inside another action that holds the institute; a code that is there is replaced whole.

    Codes must differ. Where no target is written, the target rule is put into words; words made so follow the rule.
    """
    held = {
        course.code: course
        for course in Course.objects.filter(institute_id=institute, code__in=[draft.code for draft in drafts])
    }
    before = drafts_of(course.pk for course in held.values())
    tidy = [_tidy(draft, before[held[draft.code].pk] if draft.code in held else None) for draft in drafts]
    new = [draft for draft in tidy if draft.code not in held]
    changed = [draft for draft in tidy if draft.code in held and draft != before[held[draft.code].pk]]
    for course, draft in _filled(institute, [*new, *changed], held):
        held[draft.code] = course
    Course.objects.bulk_create([held[draft.code] for draft in new], batch_size=BATCH)
    if changed:
        _replace([held[draft.code] for draft in changed])
    ids = {code: course.pk for code, course in held.items()}
    _write_parts(institute, ids, [*new, *changed], {held[draft.code].pk for draft in changed})
    return CoursesWritten(ids, len(new), len(changed), len(tidy) - len(new) - len(changed))


_WRITTEN = (
    *(name for name in SAME_FIELDS if name != "code"),
    "field",
    "goal",
    "target_filters",
    "owner_unit",
    "changed_at",
)


def _replace(courses: Sequence[Course]) -> None:
    """Every written column of rows that are there, as one insert that meets them: `bulk_update` takes seconds."""
    Course.objects.bulk_create(
        courses, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN, batch_size=BATCH
    )


def _tidy(draft: CourseDraft, before: CourseDraft | None) -> CourseDraft:
    """The draft as reading it back would give it, so that the same file twice changes nothing."""
    text = draft.target_text.strip()
    if not text or (before is not None and text == target_text_of(before.target_filters)):
        text = target_text_of(draft.target_filters)
    own = spelling_key(draft.name)
    spellings = {spelling_key(name): name.strip() for name in draft.names}
    return replace(
        draft,
        code=draft.code.strip(),
        name=draft.name.strip(),
        target_text=text,
        names=tuple(name for key, name in spellings.items() if key and key != own),
        prerequisites=tuple(sorted(draft.prerequisites, key=lambda item: item.code)),
        duties=tuple(sorted(set(draft.duties))),
        competencies=tuple(sorted(set(draft.competencies))),
        budget=tuple(sorted(draft.budget, key=lambda line: line.year)),
        subjects=tuple(replace(subject, tags=tuple(sorted(set(subject.tags)))) for subject in draft.subjects),
    )


def _filled(
    institute: int, drafts: Sequence[CourseDraft], held: Mapping[str, Course]
) -> list[tuple[Course, CourseDraft]]:
    """Each draft's record with every column set, not yet saved."""
    fields = dict(Field.objects.filter(institute_id=institute).values_list("code", "pk"))
    goals = dict(Goal.objects.filter(institute_id=institute).values_list("code", "pk"))
    now, filled = clock.now(), []
    for draft in drafts:
        course = held.get(draft.code) or Course(institute_id=institute)
        for name in SAME_FIELDS:
            setattr(course, name, getattr(draft, name))
        course.field_id = fields[draft.field]
        course.goal_id = goals[draft.goal] if draft.goal else None
        course.target_filters = filters_to_json(draft.target_filters)
        course.owner_unit_id = draft.owner_unit
        course.changed_at = now
        filled.append((course, draft))
    return filled


def _write_parts(institute: int, ids: Mapping[str, int], drafts: Sequence[CourseDraft], changed: set[int]) -> None:
    """Names, subjects, prerequisites, duties, competencies and budget, replaced as given."""
    if changed:
        for table in (CourseName, Subject, Prerequisite, BudgetLine):
            table.objects.filter(course__in=changed).delete()
        for links in (Course.duties.through, Course.competencies.through):
            links.objects.filter(course__in=changed).delete()
    CourseName.objects.bulk_create(
        [
            CourseName(institute_id=institute, course_id=ids[draft.code], name=name, key=spelling_key(name))
            for draft in drafts
            for name in (draft.name, *draft.names)
        ],
        batch_size=BATCH,
    )
    _write_subjects(ids, drafts)
    _write_prerequisites(institute, ids, drafts)
    BudgetLine.objects.bulk_create(
        [
            BudgetLine(
                course_id=ids[draft.code],
                year=line.year,
                item=line.item,
                amount=line.amount,
                arithmetic=line.arithmetic,
            )
            for draft in drafts
            for line in draft.budget
        ],
        batch_size=BATCH,
    )
    _write_links(institute, ids, drafts)


def _write_subjects(ids: Mapping[str, int], drafts: Sequence[CourseDraft]) -> None:
    pairs = [
        (
            Subject(
                course_id=ids[draft.code],
                order=place,
                area=subject.area,
                name=subject.name,
                lecture_minutes=subject.lecture_minutes,
                participation_minutes=subject.participation_minutes,
                field_minutes=subject.field_minutes,
                other_minutes=subject.other_minutes,
                method=subject.method,
                instructor_kind=subject.instructor_kind,
            ),
            subject.tags,
        )
        for draft in drafts
        for place, subject in enumerate(draft.subjects, start=1)
    ]
    if not pairs:
        return
    Subject.objects.bulk_create([subject for subject, _ in pairs], batch_size=BATCH)
    tags = dict(Tag.objects.values_list("code", "pk"))
    through = Subject.tags.through
    through.objects.bulk_create(
        [through(subject_id=subject.pk, tag_id=tags[code]) for subject, codes in pairs for code in codes],
        batch_size=BATCH,
    )


def _write_prerequisites(institute: int, ids: Mapping[str, int], drafts: Sequence[CourseDraft]) -> None:
    wanted = {item.code for draft in drafts for item in draft.prerequisites}
    if not wanted:
        return
    known = dict(Course.objects.filter(institute_id=institute, code__in=wanted).values_list("code", "pk"))
    Prerequisite.objects.bulk_create(
        [
            Prerequisite(course_id=ids[draft.code], needs_id=known[item.code], kind=item.kind)
            for draft in drafts
            for item in draft.prerequisites
        ],
        batch_size=BATCH,
    )


def _write_links(institute: int, ids: Mapping[str, int], drafts: Sequence[CourseDraft]) -> None:
    """Duties (the latest wording of each) and competencies."""
    if any(draft.duties for draft in drafts):
        duties = dict(LegalDuty.objects.order_by("code", "valid_from").values_list("code", "pk"))
        with_duty = Course.duties.through
        with_duty.objects.bulk_create(
            [
                with_duty(course_id=ids[draft.code], legalduty_id=duties[code])
                for draft in drafts
                for code in draft.duties
            ],
            batch_size=BATCH,
        )
    if any(draft.competencies for draft in drafts):
        known = dict(Competency.objects.filter(institute_id=institute).values_list("code", "pk"))
        with_competency = Course.competencies.through
        with_competency.objects.bulk_create(
            [
                with_competency(course_id=ids[draft.code], competency_id=known[code])
                for draft in drafts
                for code in draft.competencies
            ],
            batch_size=BATCH,
        )
