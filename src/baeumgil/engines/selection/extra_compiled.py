"""Counting with compiled loops who would be seated by more sessions. Slow to import: ask for it where it is needed."""

from collections.abc import Sequence

import numpy as np

from baeumgil.engines.selection.compiling import NO_LIMIT, OVER_LIMIT, Board, Compiled, Ints, compile_board
from baeumgil.engines.selection.extra_rounds import TIERS, Counts, Round, copies, tier_of
from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import common_keys
from baeumgil.engines.selection.serial import a_bench, seat_only


class CompiledDesk:
    """As the plain one, for many people. What does not change from one count to the next is kept."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.kinds = len(round_.extras)
        facts = Facts(round_.problem)
        compiled = compile_board(facts, tuple(common_keys(round_.problem, round_.seed)))
        self.people = len(compiled.order)
        self._board = compiled.board
        self._sessions = compiled.sessions
        self._tier = np.array([tier_of(facts.applicants[name]) for name in compiled.order], dtype=np.int64)
        self._held = self._frozen(compiled)
        self._limit_anywhere = _limits_anywhere(facts, compiled)
        counts = np.diff(compiled.board.wish_at)
        self._owner: Ints = np.repeat(np.arange(self.people, dtype=np.int32), counts)
        most = round_.problem.seats_a_year
        self._is_full = np.array(
            [most is not None and facts.applicants[name].held >= most for name in compiled.order], dtype=np.bool_
        )
        number = {name: at for at, name in enumerate(compiled.sessions)}
        self._wishes = [self._last_wishes([number[name] for name in extra.like]) for extra in round_.extras]
        self._settled: tuple[int, ...] | None = None
        self._stretched = self._board
        self._bench = a_bench(self._board)
        self._counted: dict[tuple[int, ...], Counts] = {}

    def _last_wishes(self, like: Sequence[int]) -> Ints:
        """Per applicant who wishes one of these, the last such wish."""
        hits = np.flatnonzero(np.isin(self._board.wish, np.array(like, dtype=np.int32))).astype(np.int32)
        owner = self._owner[hits]
        is_last = np.ones(len(hits), dtype=np.bool_)
        is_last[:-1] = owner[1:] != owner[:-1]
        return hits[is_last]

    def _frozen(self, compiled: Compiled) -> Ints:
        held = np.full(self.people, -1, dtype=np.int32)
        number = {name: at for at, name in enumerate(compiled.sessions)}
        for row, name in enumerate(compiled.order):
            held[row] = number.get((self.round.standing or {}).get(name, ""), -1)
        return held

    def seated(self, added: Sequence[int], at: int | None = None) -> Counts:
        """Seat everybody in order."""
        settled = tuple(added)
        tried = tuple(times + (kind == at) for kind, times in enumerate(added))
        known = self._counted.get(tried)
        if known is None:
            if settled != self._settled:
                self._settled, self._stretched = settled, self._stretch([times + 1 for times in settled])
                self._bench = a_bench(self._stretched)
            known = self._counted[tried] = self._seat(at)
        return known

    def _seat(self, at: int | None) -> Counts:
        """The board has one more session of each kind than is settled on, without seats until it is tried."""
        seats, last = self._stretched.seats.copy(), len(self._sessions) - 1
        for kind, times in enumerate(self._settled or ()):
            last += times + 1
            if kind != at:
                seats[last] = 0
        is_seated = seat_only(self._stretched, seats, self._held, self._bench) >= 0
        counts = np.bincount(self._tier[is_seated], minlength=len(TIERS))
        return int(counts[0]), int(counts[1]), int(counts[2])

    def _stretch(self, times: Sequence[int]) -> Board:
        board, new = self._board, copies(self.round, times)
        kinds = [kind for kind, number in enumerate(times) for _ in range(number)]
        last = [self._wishes[kind] for kind in kinds]
        wishes = [np.full(len(rows), at, dtype=np.int32) for at, rows in enumerate(last, len(self._sessions))]
        after = np.concatenate([np.arange(len(board.wish)) * 2, *(rows * 2 + 1 for rows in last)])
        place = np.argsort(after, kind="stable")
        owner = np.concatenate([self._owner, *(self._owner[rows] for rows in last)])[place]
        barred = np.concatenate([board.barred, *(np.zeros(len(rows), dtype=np.int8) for rows in last)])[place]
        return board._replace(
            wish_at=np.searchsorted(owner, np.arange(self.people + 1)).astype(np.int32),
            wish=np.concatenate([board.wish, *wishes])[place],
            barred=np.where(self._is_full[owner], OVER_LIMIT, barred).astype(np.int8),
            seats=np.array([*board.seats.tolist(), *(extra.seats for _name, extra in new)], dtype=np.int32),
            limit=np.hstack([board.limit, np.repeat(self._limit_anywhere[:, None], len(new), axis=1)]),
            reserved=np.zeros((board.reserved.shape[0], len(board.seats) + len(new)), dtype=np.int32),
            week_at=np.append(board.week_at, np.full(len(new), board.week_at[-1], dtype=np.int32)),
        )


def _limits_anywhere(facts: Facts, compiled: Compiled) -> Ints:
    """Per quota, what it says of any session at all."""
    by_id = {quota.id: quota for quota in facts.problem.quotas}
    found = [NO_LIMIT if by_id[name].session is not None else by_id[name].most or 0 for name in compiled.quotas]
    return np.array(found, dtype=np.int32)
