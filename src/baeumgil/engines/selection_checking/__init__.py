"""Recomputing a published selection from its bundle alone. Shares no code with the selection, needs no package.

`python -m baeumgil.engines.selection_checking FILE` says whether a bundle is what it claims to be; the standard
library is enough, and the folder can be copied and read on its own. Format: docs/formats/selection.md.
"""
