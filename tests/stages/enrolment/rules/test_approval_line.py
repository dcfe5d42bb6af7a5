"""`rules.approval_line`: the nearest unit that has somebody besides the applicant."""

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.approval_line import Decider, above, line_for
from baeumgil.stages.enrolment.terms import ApproverKind

UNITS = (3, 2, 1)
KINDS = tuple(ApproverKind)


@st.composite
def people_by_place(draw: st.DrawFn) -> dict[tuple[ApproverKind, int | None], tuple[Decider, ...]]:
    """A few deciders, some away, in a few units."""
    stand_ins = st.frozensets(st.integers(1, 4), max_size=2)
    deciders = st.builds(Decider, st.integers(1, 9), st.one_of(st.none(), st.integers(1, 4)), st.booleans(), stand_ins)
    places = st.tuples(st.sampled_from(KINDS), st.sampled_from((*UNITS, None)))
    return draw(st.dictionaries(places, st.lists(deciders, min_size=1, max_size=2).map(tuple), max_size=6))


@settings(max_examples=150)
@given(people_by_place(), st.integers(1, 4), st.permutations(KINDS))
def test_somebody_else_decides_in_the_nearest_unit(
    deciders: dict[tuple[ApproverKind, int | None], tuple[Decider, ...]], applicant: int, kinds: list[ApproverKind]
) -> None:
    line = line_for(kinds, applicant=applicant, units=UNITS, deciders=deciders)
    assert [kind for kind, _unit in line] == kinds
    for kind, unit in line:
        able = [
            each
            for each in UNITS
            if kind is not ApproverKind.INSTITUTE
            and any(
                one.person != applicant and (one.can_act or any(person != applicant for person in one.stand_ins))
                for one in deciders.get((kind, each), ())
            )
        ]
        assert unit == (able[0] if able else None)


@settings(max_examples=100)
@given(people_by_place(), st.integers(1, 4), st.sampled_from(KINDS), st.sampled_from((*UNITS, None)))
def test_handing_up_never_stays_and_ends_at_the_whole_city(
    deciders: dict[tuple[ApproverKind, int | None], tuple[Decider, ...]],
    applicant: int,
    kind: ApproverKind,
    unit: int | None,
) -> None:
    seen = [unit]
    while seen[-1] is not None:
        seen.append(above((kind, seen[-1]), applicant=applicant, units=UNITS, deciders=deciders))
    assert len(seen) == len(set(seen))
