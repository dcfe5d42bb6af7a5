"""`baeumgil …`: one group per stage."""

import click


@click.group()
def baeumgil() -> None:
    """배움길: 지방자치단체 교육훈련 관리."""
