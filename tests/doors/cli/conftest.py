from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from baeumgil.core.actors import Actor
from baeumgil.doors.cli.commands import baeumgil
from baeumgil.doors.cli.demo.build import seed
from tests.doors.cli.installation import Installation, an_installation

Call = Callable[..., Result]


@pytest.fixture
def call() -> Call:
    """Calls the command in this process."""

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(baeumgil, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def seeded(db: None) -> None:
    seed(Actor.operator("시험"))


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with an_installation(tmp_path) as made:
        yield made
