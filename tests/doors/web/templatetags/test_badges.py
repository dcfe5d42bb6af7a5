"""Every state a page shows has its colour and its mark, beside the word."""

from enum import StrEnum

import pytest

from baeumgil.core.glossary import label
from baeumgil.doors.web.templatetags.krds import TONES, badge
from baeumgil.stages.plan import terms
from baeumgil.stages.plan.rules.files.changes import FileChange

STATES: list[type[StrEnum]] = [
    terms.CaseState,
    terms.ChangeVerb,
    terms.ClockState,
    terms.CourseState,
    terms.Decision,
    terms.MeetingState,
    terms.PreCheckMark,
    terms.RequestState,
    terms.RoundState,
    terms.StepState,
    terms.VersionState,
    FileChange,
]


@pytest.mark.parametrize("states", STATES, ids=lambda states: states.__name__)
def test_a_state_is_told_by_colour_mark_and_word(states: type[StrEnum]) -> None:
    assert TONES[states.__name__].keys() == {state.value for state in states}
    for state in states:
        tone, mark = TONES[states.__name__][state]
        drawn = badge(state)
        assert f"bg-badge--{tone}" in drawn
        assert f"#{mark}" in drawn
        assert label(state) in drawn


@pytest.mark.parametrize("states", STATES, ids=lambda states: states.__name__)
def test_no_two_states_of_a_kind_look_alike(states: type[StrEnum]) -> None:
    looks = list(TONES[states.__name__].values())
    assert len(set(looks)) == len(looks)
