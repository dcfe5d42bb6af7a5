"""One course on the screen: its form together with the lists that hang on it.

Lists are plain numbered forms, as in `roadmap.stage_editor`: a button asks the server for another empty line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from baeumgil.core.errors import Invalid, Problem, Refusal
from baeumgil.doors.web.office.choices import Choice, unit_choices
from baeumgil.doors.web.plan.catalogue_form import by_area
from baeumgil.doors.web.plan.course_forms import BudgetForm, CourseForm, PrerequisiteForm, SubjectForm
from baeumgil.doors.web.roadmap.stage_editor import Lines
from baeumgil.doors.web.roadmap.stage_forms import words_between
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.plan.queries.courses import CatalogueFacets
from baeumgil.stages.plan.rules.course_draft import EVERYBODY, CourseDraft
from baeumgil.stages.plan.terms import CourseKind, CourseState, TargetGroup
from baeumgil.stages.roadmap.rules.definition import Filters

FIRST_SPARE = 3
EMPTY: Mapping[str, Any] = {
    "code": "",
    "name": "",
    "field": "",
    "kind": CourseKind.CLASSROOM,
    "series": "",
    **dict.fromkeys(("duties", "competencies", "grades", "employments", "positions"), ()),
}
"""What a draft needs and a form that cannot be read may lack."""


@dataclass(frozen=True, slots=True)
class CourseChoices:
    """What a course's form offers."""

    facets: CatalogueFacets
    goals: Sequence[Choice]
    competencies: Sequence[Choice]
    stages: Sequence[Choice]
    units: Sequence[UnitRow]


class CourseEditor:
    """A course being edited; with `data` what was typed, else as it stands. `more` names a list that grows."""

    def __init__(
        self,
        choices: CourseChoices,
        *,
        course: CourseDraft | None = None,
        changed_at: datetime | None = None,
        data: Mapping[str, Any] | None = None,
        more: str = "",
    ) -> None:
        self._before = course
        self._filled: dict[str, list[SubjectForm | PrerequisiteForm | BudgetForm]] = {}
        self.form = CourseForm(data, initial=_initial(course, changed_at))
        self.form.choose(
            field=[("", "—"), *by_area(choices.facets.fields)],
            goal=[("", "—"), *choices.goals],
            stage_code=_with_own([("", "—"), *choices.stages], course.stage_code if course else "", ""),
            duties=choices.facets.duties,
            competencies=choices.competencies,
        )
        owner = str(course.owner_unit) if course and course.owner_unit else ""
        units = unit_choices(choices.units, _("없음"))
        self.form.choose(owner_unit=_with_own(units, owner, course.owner_name if course else ""))
        if course is not None:
            self.form.fields["code"].disabled = True
        subject_form = type("TaggedSubjectForm", (SubjectForm,), {"tag_choices": choices.facets.tags})
        spare = 1 if course else FIRST_SPARE
        self.subjects: Lines[SubjectForm] = Lines(
            subject_form,
            "subjects",
            data=data,
            initial=_plain(course.subjects if course else ()),
            spare=spare,
            more=more,
        )
        self.prerequisites = Lines(
            PrerequisiteForm,
            "prerequisites",
            data=data,
            initial=_plain(course.prerequisites if course else ()),
            more=more,
        )
        self.budget = Lines(BudgetForm, "budget", data=data, initial=_plain(course.budget if course else ()), more=more)

    @property
    def status(self) -> int:
        """The HTTP status: of a refusal, of a form that cannot be read, else 200."""
        lines = [*self.subjects.forms, *self.prerequisites.forms, *self.budget.forms]
        return max(form.status for form in [self.form, *lines])

    @property
    def has_problems(self) -> bool:
        """True when anything is to be put right."""
        return self.status >= 400  # noqa: PLR2004  the first status that is no success

    def is_valid(self) -> bool:
        """Whether every field can be read; all are asked, so that all show their faults."""
        answers = [part.is_valid() for part in (self.form, self.subjects, self.prerequisites, self.budget)]
        return all(answers)

    def draft(self) -> CourseDraft:
        """The course that was typed, after `is_valid()`; what cannot be read is left as if it were empty."""
        data = {**EMPTY, **self.form.cleaned_data}
        self._filled = {
            lines.prefix: [form for form in lines.forms if form.draft() is not None]
            for lines in (self.subjects, self.prerequisites, self.budget)
        }
        same = {item.name for item in fields(CourseDraft)} & data.keys() - {"names", "duties", "competencies"}
        before = self._before.target_filters if self._before else EVERYBODY
        return CourseDraft(
            **{name: data[name] for name in same},
            names=self.form.spellings(),
            duties=tuple(data["duties"]),
            competencies=tuple(data["competencies"]),
            target_filters=Filters(
                grades=tuple(data["grades"]),
                series=words_between(data["series"], ","),
                employments=tuple(data["employments"]),
                positions=tuple(data["positions"]),
                authorities=before.authorities,
                entries=before.entries,
            ),
            subjects=tuple(subject for form in self.subjects.forms if (subject := form.draft()) is not None),
            prerequisites=tuple(needed for form in self.prerequisites.forms if (needed := form.draft()) is not None),
            budget=tuple(line for form in self.budget.forms if (line := form.draft()) is not None),
        )

    @property
    def changed_at(self) -> datetime | None:
        """When the course last changed, as its editor saw it."""
        text = self.form.cleaned_data.get("changed_at", "")
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError:
            return None

    def refuse(self, refusal: Refusal) -> None:
        """Put each problem beside the field or the line it names, the rest above the form."""
        if not isinstance(refusal, Invalid):
            self.form.refuse(refusal)
            return
        rest = [problem for problem in refusal.problems if not self._placed(problem)]
        self.form.refuse(type(refusal)(rest, refusal.text))

    def add(self, problems: Sequence[Problem]) -> None:
        """More problems, of fields that could be read."""
        fresh = [problem for problem in problems if problem.field not in self.form.errors and not self._placed(problem)]
        for problem in fresh:
            if problem.field in self.form.fields:
                self.form.add_error(problem.field, in_screen_language(problem.advice()))
            else:
                self.form.add_error(None, in_screen_language(problem.sentence()))

    def _placed(self, problem: Problem) -> bool:
        name, _dot, place = problem.field.partition(".")
        number, _dot, at = place.partition(".")
        filled = self._filled.get(name, ())
        if not number.isdigit() or int(number) >= len(filled) or at not in filled[int(number)].fields:
            return False
        if at in filled[int(number)].errors:
            return True
        filled[int(number)].add_error(at, in_screen_language(problem.advice()))
        return True


def _with_own(choices: Sequence[Choice], value: str, name: str) -> list[Choice]:
    """The choices, and what the course says now even when it is no longer offered: a closed unit, an old stage."""
    known = {code for code, _name in choices}
    return [*choices] if not value or value in known else [*choices, (value, name or value)]


def _plain(drafts: Sequence[Any]) -> list[dict[str, object]]:
    """Lines as their forms show them first."""
    return [{item.name: getattr(draft, item.name) for item in fields(draft)} for draft in drafts]


def _initial(course: CourseDraft | None, changed_at: datetime | None) -> dict[str, object]:
    if course is None:
        return {"target_group": TargetGroup.ALL_STAFF, "state": CourseState.ACTIVE, "kind": CourseKind.CLASSROOM}
    plain = {item.name: getattr(course, item.name) for item in fields(course)}
    filters = course.target_filters
    return plain | {
        "names": "\n".join(course.names),
        "grades": [str(grade) for grade in filters.grades],
        "employments": list(filters.employments),
        "positions": list(filters.positions),
        "series": ", ".join(filters.series),
        "changed_at": changed_at.isoformat() if changed_at else "",
    }
