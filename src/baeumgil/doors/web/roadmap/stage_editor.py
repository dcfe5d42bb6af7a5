"""One stage on the screen: its form together with the lists that hang on it.

Lists (courses, parts, groups of exempt people) are plain numbered forms: `courses-0-name`, with
`courses-count` saying how many. There is always one empty line more than is filled, and a button asks the
server for another, so the page works without a script.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, Union

from django import forms

from baeumgil.doors.web.roadmap.stage_forms import (
    BlockForm,
    CourseForm,
    FiltersForm,
    StageForm,
    block_initial,
    course_initial,
    filters_initial,
    number_in,
    window_initial,
)
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Offset, Stage, Window
from baeumgil.stages.roadmap.terms import Trigger

MOST_LINES = 60

Part = Union[forms.Form, "Lines[Any]"]
F = TypeVar("F", bound=forms.Form)
Data = Mapping[str, object]


class Lines(Generic[F]):
    """A numbered list of forms under one prefix."""

    def __init__(
        self,
        form: type[F],
        prefix: str,
        *,
        data: Data | None = None,
        initial: Sequence[dict[str, object]] = (),
        spare: int = 1,
        more: str = "",
    ) -> None:
        self.prefix = prefix
        if data is None:
            shown = [*initial, *({} for _ in range(spare))]
            self.forms = [form(initial=values, prefix=f"{prefix}-{place}") for place, values in enumerate(shown)]
        else:
            count = number_in(data, f"{prefix}-count", MOST_LINES) + (1 if more == prefix else 0)
            self.forms = [form(data, prefix=f"{prefix}-{place}") for place in range(count)]

    @property
    def count(self) -> int:
        """How many lines the page shows."""
        return len(self.forms)

    def is_valid(self) -> bool:
        """Whether every line is; all of them are asked, so that all show their faults."""
        answers = [form.is_valid() for form in self.forms]
        return all(answers)


class CourseLines(Lines[CourseForm]):
    """A list of courses."""

    def courses(self) -> tuple[CourseRef, ...]:
        """The courses that were named, in order."""
        return tuple(course for form in self.forms if (course := form.course()) is not None)


def course_lines(
    prefix: str, *, data: Data | None = None, courses: Sequence[CourseRef] = (), more: str = ""
) -> CourseLines:
    """A list of courses, from a stage or from what was typed."""
    return CourseLines(CourseForm, prefix, data=data, initial=[course_initial(course) for course in courses], more=more)


class StageEditor:
    """A stage being edited. Make it with `of` or `typed`; `stage()` once it is valid."""

    def __init__(self, *, stage: Stage | None, data: Data | None, more: str = "") -> None:
        shown = stage or BLANK
        self.form = StageForm(data, prefix="stage", initial=_stage_initial(shown))
        self.filters = FiltersForm(data, prefix="filters", initial=filters_initial(shown.filters))
        self.courses = course_lines("courses", data=data, courses=shown.courses, more=more)
        self.substitutes = course_lines("substitutes", data=data, courses=shown.substitutes, more=more)
        self.after = course_lines("after", data=data, courses=shown.after_courses, more=more)
        self.exempt = Lines(
            FiltersForm,
            "exempt",
            data=data,
            initial=[filters_initial(item) for item in shown.exempt],
            spare=0,
            more=more,
        )
        self.blocks = Lines(
            BlockForm, "blocks", data=data, initial=[block_initial(item) for item in shown.blocks], spare=0, more=more
        )
        self.block_courses = [
            course_lines(
                f"blocks-{place}-courses",
                data=data,
                courses=shown.blocks[place].courses if place < len(shown.blocks) else (),
                more=more,
            )
            for place in range(self.blocks.count)
        ]

    @classmethod
    def of(cls, stage: Stage | None) -> "StageEditor":
        """The editor of a stage, or of a new one."""
        return cls(stage=stage, data=None)

    @classmethod
    def typed(cls, data: Data, *, more: str = "") -> "StageEditor":
        """The editor with what was typed; `more` names a list that gets another empty line."""
        return cls(stage=None, data=data, more=more)

    @property
    def block_rows(self) -> list[tuple[BlockForm, CourseLines]]:
        """Each part beside its courses."""
        return list(zip(self.blocks.forms, self.block_courses, strict=True))

    def is_valid(self) -> bool:
        """Whether every field is; all are asked."""
        parts: list[Part] = [
            self.form,
            self.filters,
            self.courses,
            self.substitutes,
            self.after,
            self.exempt,
            self.blocks,
        ]
        answers = [part.is_valid() for part in [*parts, *self.block_courses]]
        return all(answers)

    def stage(self) -> Stage:
        """The stage that was typed; only after `is_valid()`."""
        data = self.form.cleaned_data
        return Stage(
            code=data["code"],
            name=data["name"],
            basis=data["basis"],
            trigger=data["trigger"],
            window=self.form.window(),
            courses=self.courses.courses(),
            substitutes=self.substitutes.courses(),
            purpose=data["purpose"],
            strand=data["strand"],
            obligation=data["obligation"],
            repetition=data["repetition"],
            grades=tuple(data["grades"]),
            positions=tuple(data["positions"]),
            after_courses=self.after.courses(),
            filters=self.filters.filters(),
            exempt=tuple(item for form in self.exempt.forms if not (item := form.filters()).is_empty),
            exempt_note=data["exempt_note"],
            group=data["group"],
            collision=data["collision"],
            collision_months=data["collision_months"] or 0,
            absence_extends=data["absence_extends"],
            blocks=self._blocks(),
            length_text=data["length_text"],
            class_size=data["class_size"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            order=data["order"] or 0,
        )

    def _blocks(self) -> tuple[Block, ...]:
        return tuple(block for form, lines in self.block_rows if (block := form.block(lines.courses())) is not None)


BLANK = Stage(
    code="",
    name="",
    basis="",
    trigger=Trigger.APPOINTMENT,
    window=Window(opens=Offset(), due=Offset(months=6)),
)


def _stage_initial(stage: Stage) -> dict[str, object]:
    return {
        "code": stage.code,
        "name": stage.name,
        "purpose": stage.purpose,
        "basis": stage.basis,
        "strand": stage.strand.value,
        "obligation": stage.obligation.value,
        "length_text": stage.length_text,
        "class_size": stage.class_size,
        "order": stage.order,
        "trigger": stage.trigger.value,
        "grades": [str(grade) for grade in stage.grades],
        "positions": [term.value for term in stage.positions],
        "repetition": stage.repetition.value,
        "absence_extends": stage.absence_extends,
        "group": stage.group,
        "collision": stage.collision.value,
        "collision_months": stage.collision_months,
        "exempt_note": stage.exempt_note,
        "valid_from": stage.valid_from,
        "valid_to": stage.valid_to,
        **window_initial(stage.window),
    }
