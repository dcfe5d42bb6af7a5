"""Who sees what came of a selection before everybody does."""

from collections.abc import Iterator

import pytest

from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.access import may_see_drafts, may_see_results
from baeumgil.stages.enrolment.queries.reviews import open_reviews, review_card, reviews
from baeumgil.stages.enrolment.queries.selections import (
    line_card,
    selection_card,
    selection_lines,
    selection_of_call,
    selections_of,
)
from baeumgil.stages.enrolment.services.selecting import dry_run, run_selection
from tests.build import a_unit, an_actor, the_operator
from tests.stages.enrolment.selection_world import a_world, the_moment


@pytest.fixture
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        (an_actor(Role.TRAINING_OFFICE), True),
        (an_actor(Role.AUDITOR), True),
        (an_actor(Role.HEAD), True),
        (the_operator(), True),
        (an_actor(Role.HEAD, units=[1, 2]), False),
        (an_actor(Role.LIAISON), False),
        (an_actor(), False),
    ],
)
def test_results_before_publication_are_for_who_works_for_the_whole_city(actor: Actor, sees: bool) -> None:
    assert may_see_results(actor) is sees


@pytest.mark.django_db
@pytest.mark.usefixtures("held_clock")
def test_the_head_of_one_unit_sees_that_a_call_is_prepared_but_nobody_in_its_selection() -> None:
    world = a_world(2, seats=1)
    selection = run_selection(actor=the_operator(), call=world.call)
    head = an_actor(Role.HEAD, units=[world.unit, a_unit()])
    assert may_see_drafts(head)
    assert open_reviews(actor=head) == 0
    for look in (
        lambda: selections_of(actor=head, call=world.call),
        lambda: selection_of_call(actor=head, call=world.call),
        lambda: selection_card(actor=head, selection=selection),
        lambda: selection_lines(actor=head, selection=selection),
        lambda: line_card(actor=head, line=1),
        lambda: dry_run(actor=head, call=world.call),
        lambda: reviews(actor=head),
        lambda: review_card(actor=head, review=1),
    ):
        with pytest.raises(NotAllowed):
            look()
