"""과정 유형의 성질."""

import pytest

from baeumgil.stages.plan.rules.kinds import delivery_of, traits_of
from baeumgil.stages.plan.terms import CourseKind, Delivery


@pytest.mark.parametrize("kind", CourseKind)
def test_every_kind_has_traits_of_its_own(kind: CourseKind) -> None:
    assert traits_of(kind).kind is kind


def test_only_e_learning_counts_as_online() -> None:
    assert [kind for kind in CourseKind if delivery_of(kind) is Delivery.ONLINE] == [CourseKind.E_LEARNING]


def test_what_later_stages_need_for_each_kind() -> None:
    assert [kind for kind in CourseKind if traits_of(kind).needs_placement] == [CourseKind.LONG_TERM]
    assert [kind for kind in CourseKind if traits_of(kind).needs_partner] == [CourseKind.COMMISSIONED]
    assert [kind for kind in CourseKind if traits_of(kind).needs_content] == [
        CourseKind.E_LEARNING,
        CourseKind.BLENDED,
    ]
