"""Rules of the roster import: recognising columns, reading cells, finding contradictions, deciding changes."""
