"""`baeumgil plan …`."""
