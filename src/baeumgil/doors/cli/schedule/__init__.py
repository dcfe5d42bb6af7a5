"""`baeumgil schedule …`."""
