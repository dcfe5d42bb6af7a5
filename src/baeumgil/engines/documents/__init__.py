"""Official papers as HWPX, PDF and XLSX, all from one neutral tree.

A `Document` comes in; bytes go out. Nothing here knows of the product: no database, no settings.
"""
