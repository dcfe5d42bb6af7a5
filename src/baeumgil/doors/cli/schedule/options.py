"""Options that several commands of the schedule share."""

import click

INSTITUTE = click.option("--institute", default="", help="교육훈련기관 코드(기본값: 우리 기관)")
