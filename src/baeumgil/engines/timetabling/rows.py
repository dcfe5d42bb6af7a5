"""Whole numbers, linear rows over them and a sum to minimise, handed to HiGHS or to CP-SAT."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_INTEGRAL = 1e-6
"""A bound this little above a whole number is taken for it."""
_HALF = 0.5
_NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True)
class Solved:
    """Values of the variables (empty: none found), a proven bound (None: none), whether nothing better exists."""

    values: Sequence[float]
    bound: int | None
    is_best: bool
    cost: int | None

    def is_so(self, flag: int) -> bool:
        """Whether the flag is set."""
        return self.values[flag] > _HALF


@dataclass(slots=True)
class Rows:
    """A model in the making. Variables are numbered from 0 and at least 0."""

    highest: list[int] = field(default_factory=list)
    rows: list[tuple[Sequence[int], Sequence[int], float, float]] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    offset: int = 0

    def flag(self) -> int:
        """A new variable that is 0 or 1."""
        return self.number(1)

    def number(self, highest: int) -> int:
        """A new whole number."""
        self.highest.append(highest)
        self.costs.append(0)
        return len(self.highest) - 1

    def add(
        self,
        variables: Sequence[int],
        factors: Sequence[int] | None = None,
        *,
        least: float = -_NO_LIMIT,
        most: float = _NO_LIMIT,
    ) -> None:
        """The sum lies between `least` and `most`; a variable that comes twice counts twice."""
        factors = factors or [1] * len(variables)
        if len(set(variables)) < len(variables):
            summed: dict[int, int] = {}
            for variable, factor in zip(variables, factors, strict=True):
                summed[variable] = summed.get(variable, 0) + factor
            variables, factors = list(summed), list(summed.values())
        self.rows.append((variables, factors, least, most))

    def minimise(self, terms: Sequence[tuple[int, int]], offset: int) -> None:
        """The cost."""
        for variable, cost in terms:
            self.costs[variable] += cost
        self.offset = offset

    def solve_by_rows(self, *, seconds: float, nodes: int | None = None) -> Solved:
        """HiGHS: quick where the linear relaxation is nearly whole. `nodes` counts, `seconds` is a fuse beside it."""
        from ortools.linear_solver.python import model_builder

        model: Any = model_builder.Model()  # type: ignore[no-untyped-call]
        helper = model.helper
        for variable, highest in enumerate(self.highest):
            helper.add_var()
            helper.set_var_lower_bound(variable, 0.0)
            helper.set_var_upper_bound(variable, float(highest))
            helper.set_var_integrality(variable, True)
            if self.costs[variable]:
                helper.set_var_objective_coefficient(variable, float(self.costs[variable]))
        helper.set_objective_offset(float(self.offset))
        for variables, factors, least, highest_sum in self.rows:
            row = helper.add_linear_constraint()
            helper.set_constraint_lower_bound(row, least)
            helper.set_constraint_upper_bound(row, highest_sum)
            for variable, factor in zip(variables, factors, strict=True):
                helper.add_term_to_constraint(row, variable, float(factor))
        solver = model_builder.Solver("HIGHS")
        solver.set_time_limit_in_seconds(seconds)
        options = {"output_flag": "false", "threads": "1", "parallel": "off"}
        # Costs are whole: a plan less than one point above the bound is the best.
        options |= {"mip_rel_gap": "0", "mip_abs_gap": "0.99"}
        if nodes is not None:
            options["mip_max_nodes"] = str(nodes)
        solver.set_solver_specific_parameters("\n".join(f"{key}={value}" for key, value in options.items()))
        status = solver.solve(model)
        if status not in {model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE}:
            return Solved((), None, status == model_builder.SolveStatus.INFEASIBLE, None)
        values = tuple(solver.value(model.var_from_index(number)) for number in range(len(self.highest)))
        cost, bound = round(solver.objective_value), math.ceil(solver.best_objective_bound - _INTEGRAL)
        return Solved(values, min(bound, cost), bound >= cost, cost)

    def solve_by_clauses(
        self, *, seconds: float, workers: int, deterministic: float | None, seed: int, hint: Mapping[int, int]
    ) -> Solved:
        """CP-SAT: finds plans where rows alone find none."""
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        variables: list[Any] = [
            model.new_bool_var("") if highest == 1 else model.new_int_var(0, highest, "") for highest in self.highest
        ]
        for used, factors, least, most in self.rows:
            is_plain = all(factor == 1 for factor in factors) and all(self.highest[one] == 1 for one in used)
            if is_plain and most == 1 and least <= 0:
                model.add_at_most_one([variables[one] for one in used])
            elif is_plain and most == least == 1:
                model.add_exactly_one([variables[one] for one in used])
            else:
                total = cp_model.LinearExpr.weighted_sum([variables[one] for one in used], list(factors))
                domain = (
                    cp_model.INT_MIN if least == -_NO_LIMIT else int(least),
                    cp_model.INT_MAX if most == _NO_LIMIT else int(most),
                )
                model.add_linear_constraint(total, *domain)
        priced = [number for number, cost in enumerate(self.costs) if cost]
        model.minimize(
            cp_model.LinearExpr.weighted_sum([variables[one] for one in priced], [self.costs[one] for one in priced])
            + self.offset
        )
        for number, value in hint.items():
            model.add_hint(variables[number], value)
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        # Probing took half a minute of a year's presolve and its limit is not in seconds (measured).
        parameters.cp_model_probing_level = 0
        parameters.num_workers = workers
        parameters.random_seed = seed
        parameters.max_time_in_seconds = seconds
        if deterministic is not None:
            parameters.max_deterministic_time = deterministic
        status = solver.solve(model)
        found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
        bound = math.ceil(solver.best_objective_bound - _INTEGRAL) if found or status == cp_model.UNKNOWN else None
        return Solved(
            tuple(solver.value(one) for one in variables) if found else (),
            bound,
            status in {cp_model.OPTIMAL, cp_model.INFEASIBLE},
            round(solver.objective_value) if found else None,
        )
