"""What the catalogue is asked. Lives in the query string, so that a view survives reload and can be shared."""

from collections.abc import Sequence
from typing import TypedDict

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, all_of
from baeumgil.stages.plan.queries.courses import CatalogueFacets
from baeumgil.stages.plan.rules.book import FieldRow
from baeumgil.stages.plan.terms import CourseKind, CourseState, Level


class CatalogueFilters(TypedDict):
    """Keyword arguments of the catalogue's queries."""

    words: str
    area: str
    field: str
    kind: CourseKind | None
    level: Level | None
    tag: str
    duty: str
    state: CourseState | None


class CatalogueForm(PageForm):
    """과정 찾기. Every field may stay empty; courses still held are shown unless others are asked for."""

    words = forms.CharField(
        label=_("찾는 말"), required=False, max_length=100, help_text=_("이름, 코드, 대상, 교과목에서 찾습니다.")
    )
    area = forms.ChoiceField(label=_("영역"), required=False)
    field = forms.ChoiceField(label=_("분야"), required=False)
    kind = forms.TypedChoiceField(
        label=_("과정 유형"),
        required=False,
        coerce=CourseKind,
        empty_value=None,
        choices=all_of(CourseKind, empty=_("모두")),
    )
    level = forms.TypedChoiceField(
        label=_("수준"), required=False, coerce=Level, empty_value=None, choices=all_of(Level, empty=_("모두"))
    )
    tag = forms.ChoiceField(label=_("교과목 꼬리표"), required=False)
    duty = forms.ChoiceField(label=_("법정의무교육"), required=False)
    state = forms.ChoiceField(
        label=_("상태"),
        required=False,
        choices=[("", _("운영 중")), (CourseState.ENDED.value, _("종료")), ("any", _("모두"))],
    )
    institute = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, facets: CatalogueFacets, institute: str) -> None:
        asked = data.copy()
        asked["institute"] = institute
        super().__init__(asked)
        anything = ("", _("모두"))
        self._choose("area", [anything, *facets.areas])
        self._choose("field", [anything, *by_area(facets.fields)])
        self._choose("tag", [anything, *facets.tags])
        self._choose("duty", [anything, *facets.duties])

    def _choose(self, name: str, choices: Sequence[object]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def filters(self) -> CatalogueFilters:
        """What was asked; a field that cannot be read does not filter, and says so on the page."""
        self.is_valid()
        data = self.cleaned_data
        state = data.get("state", "")
        return {
            "words": data.get("words", ""),
            "area": data.get("area", ""),
            "field": data.get("field", ""),
            "kind": data.get("kind"),
            "level": data.get("level"),
            "tag": data.get("tag", ""),
            "duty": data.get("duty", ""),
            "state": None if state == "any" else CourseState(state or CourseState.ACTIVE),
        }

    @property
    def is_narrowed(self) -> bool:
        """True when anything but the state is filtered."""
        return any(value for name, value in self.filters().items() if name != "state")

    @property
    def has_more(self) -> bool:
        """True when one of the rarer filters is set."""
        filters = self.filters()
        return bool(filters["level"] or filters["tag"] or filters["duty"] or filters["state"] != CourseState.ACTIVE)


def by_area(fields: Sequence[FieldRow]) -> list[tuple[str, list[Choice]] | Choice]:
    """Fields as grouped choices; a field that is its own area stands alone."""
    groups: dict[str, list[Choice]] = {}
    for row in fields:
        groups.setdefault(row.area_name if row.area_code != row.code else "", []).append((row.code, row.name))
    alone = groups.pop("", [])
    return [*alone, *groups.items()]
