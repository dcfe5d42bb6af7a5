"""The whole invented city as values: the same size and seed give the same city, whatever the day."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from baeumgil.doors.cli.demo.careers import Careers
from baeumgil.doors.cli.demo.leavers import past_crowds
from baeumgil.doors.cli.demo.names import draw_names
from baeumgil.doors.cli.demo.officials import present_crowds, series_list, worker_crowd
from baeumgil.doors.cli.demo.organisation import Organisation, organisation_for
from baeumgil.doors.cli.demo.placing import Placing
from baeumgil.doors.cli.demo.postings import Postings
from baeumgil.doors.cli.demo.roles import DEFAULT_SEED, DEFAULT_SIZE
from baeumgil.doors.cli.demo.tables import cells_for, is_large
from baeumgil.doors.cli.demo.titles import title_of
from baeumgil.stages.people.rules.career import GradeSpan, ServiceSpan
from baeumgil.stages.people.services.bulk import PersonLoad
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, GradeChange, GuestKind, PersonKind

NEXT_APPOINTMENT = date(2027, 1, 1)
OFFICIALS_PER_CANDIDATE = 60
OFFICIALS_PER_GUEST = 250
GUEST_BODIES = {
    GuestKind.OTHER_REGION: ("이웃시", "들빛군", "산마루시"),
    GuestKind.FOREIGN_OFFICIAL: ("자매도시 연수단",),
    GuestKind.INVESTED_BODY: ("배움도시공사", "배움문화재단", "배움청소년재단"),
}


@dataclass(frozen=True, slots=True)
class City:
    """가상 도시. `size` counts officials; public workers, leavers, candidates and guests come on top."""

    size: int
    seed: int
    organisation: Organisation

    def people(self, unit_ids: Mapping[str, int]) -> Iterator[PersonLoad]:
        """Everybody, one after another; units by the ids they were given when loaded."""
        postings = Postings(Placing(self.organisation), unit_ids, large=is_large(self.size))
        careers = Careers(self._random(1), postings)
        for crowd in present_crowds(self._random(2), cells_for(self.size)):
            yield from careers.of(crowd)
        yield from careers.of(worker_crowd(self._random(3), self.size))
        for crowd, exit_kind in past_crowds(self._random(4), self.size):
            yield from careers.of(crowd, exit_kind)
        yield from _candidates(self._random(5), self.size // OFFICIALS_PER_CANDIDATE)
        yield from _guests(self._random(6), max(3, self.size // OFFICIALS_PER_GUEST))

    def digest(self) -> str:
        """SHA-256 over everything in the city, to tell two builds apart."""
        ids = {unit.key: place for place, unit in enumerate(self.organisation.units)}
        hashed = hashlib.sha256(repr(self.organisation.units).encode())
        for person in self.people(ids):
            hashed.update(repr(person).encode())
        return hashed.hexdigest()

    def _random(self, topic: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64([self.seed, topic]))


def invent(size: int = DEFAULT_SIZE, seed: int = DEFAULT_SEED) -> City:
    """A city of so many officials."""
    return City(size, seed, organisation_for(large=is_large(size)))


def _candidates(random: np.random.Generator, count: int) -> Iterator[PersonLoad]:
    """Chosen for next January, not yet appointed: no staff number, an expected day."""
    years = random.integers(1994, 2005, count)
    names = draw_names(random, years)
    series, days = series_list(), random.integers(0, 360, count)
    for place, name in enumerate(names):
        kind = series[0 if place % 2 else place % 9]["name"]
        yield PersonLoad(
            name=name,
            kind=PersonKind.CANDIDATE,
            candidate_no=f"2026-9-{place + 1:04d}",
            birth_on=date(int(years[place]), 1, 1) + timedelta(days=int(days[place])),
            services=(ServiceSpan(EmploymentKind.GENERAL, Authority.MAYOR, EntryKind.NEW, NEXT_APPOINTMENT),),
            grades=(GradeSpan(9, title_of(9, kind), kind, GradeChange.APPOINTMENT, NEXT_APPOINTMENT),),
        )


def _guests(random: np.random.Generator, count: int) -> Iterator[PersonLoad]:
    """People of other bodies who come to courses."""
    kinds = list(GUEST_BODIES)
    for place, name in enumerate(draw_names(random, random.integers(1968, 1998, count))):
        kind = kinds[place % len(kinds)]
        bodies = GUEST_BODIES[kind]
        yield PersonLoad(
            name=name, kind=PersonKind.GUEST, guest_kind=kind, guest_body=bodies[place // len(kinds) % len(bodies)]
        )
