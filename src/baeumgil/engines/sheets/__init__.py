"""Reading rosters and tables from XLSX and CSV, and writing tables, with every gate shut until opened.

In comes a file of unknown make; out goes a `Table` of plain values, or one `SheetRefused` that names
the fault and the way out. Nothing here knows of the product: no database, no settings.
"""
