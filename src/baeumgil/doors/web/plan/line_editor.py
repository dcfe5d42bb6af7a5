"""One line of a plan on the screen: its form together with the rows of its sessions.

Rows are plain numbered forms: `planned-0-starts_on`, with `planned-count` saying how many. A button asks the
server for more empty rows, so the page works without a script.
"""

from collections.abc import Sequence

from django.http import QueryDict

from baeumgil.doors.web.plan.line_forms import LineForm, SessionForm, line_initial, session_initial
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, SessionDays
from baeumgil.stages.plan.rules.line_draft import LineDraft

PREFIX = "planned"
MORE_ROWS = 3
MOST_ROWS = 200


class LineEditor:
    """A line being edited. `more` names what another button asks for: matches of ancestors, or empty rows."""

    def __init__(
        self,
        book: PlanBook,
        line: BookLine | None,
        *,
        initial: dict[str, object] | None = None,
        data: QueryDict | None = None,
        more: str = "",
    ) -> None:
        own = [(ancestor.code, ancestor.name) for ancestor in line.ancestors] if line is not None else []
        shown = line_initial(line) if line is not None else dict(initial or {})
        self.form = LineForm(
            data, fields=book.fields, goals=book.goals, previous=book.previous_lines, own=own, initial=shown
        )
        self.rows = _rows(line.planned if line is not None else (), data, more)

    @property
    def count(self) -> int:
        """How many rows the page shows."""
        return len(self.rows)

    @property
    def has_wrong_rows(self) -> bool:
        """Whether a row has something to mend."""
        return any(row.is_bound and row.errors for row in self.rows)

    def is_valid(self) -> bool:
        """Whether every field is; all are asked, so that all show their faults."""
        answers = [form.is_valid() for form in (self.form, *self.rows)]
        return all(answers)

    def draft(self, course: str) -> LineDraft:
        """The line that was typed; only after `is_valid()`."""
        return self.form.draft(course, self._planned())

    def _planned(self) -> tuple[SessionDays, ...]:
        each = self.form.cleaned_data["seats_per_session"] or 0
        taken = {row.cleaned_data["number"] for row in self.rows if row.cleaned_data.get("number")}
        planned, number = [], 0
        for row in self.rows:
            if not row.cleaned_data.get("number"):
                number += 1
                while number in taken:
                    number += 1
            days = row.days(number, each)
            if days is None:
                number -= 0 if row.cleaned_data.get("number") else 1
            else:
                planned.append(days)
        return tuple(planned)


def _rows(planned: Sequence[SessionDays], data: QueryDict | None, more: str) -> list[SessionForm]:
    if data is None:
        shown = [session_initial(days) for days in planned] + [{} for _row in range(1 if planned else 2)]
        return [SessionForm(initial=values, prefix=f"{PREFIX}-{place}") for place, values in enumerate(shown)]
    text = data.get(f"{PREFIX}-count", "0") or "0"
    count = min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
    if more == PREFIX:
        count = min(count + MORE_ROWS, MOST_ROWS)
    return [SessionForm(data, prefix=f"{PREFIX}-{place}") for place in range(count)]
