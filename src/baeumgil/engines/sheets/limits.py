"""How much of a file is taken on before anything is parsed."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps. Bytes are as stored (`file_bytes`) or unpacked; rows, columns and cells count those with a value.

    A roster of 43,000 people in 20 columns takes about 5 MiB stored, 45 MiB unpacked and 0.9 million cells.
    `cells` counts the whole rectangle from the first to the last value, for that is what a reader lays out;
    `expanded_bytes` is all text of all cells, a text used by many cells counted for each of them.
    """

    file_bytes: int = 40 * MEBIBYTE
    unpacked_bytes: int = 300 * MEBIBYTE
    part_bytes: int = 96 * MEBIBYTE
    entries: int = 1000
    ratio: int = 150
    ratio_free_bytes: int = 8 * MEBIBYTE
    rows: int = 250_000
    columns: int = 300
    cells: int = 3_500_000
    merged: int = 100_000
    blank_rows: int = 1_100_000
    expanded_bytes: int = 160 * MEBIBYTE
    odd_sheet_bytes: int = 32 * MEBIBYTE


DEFAULT = Limits()
