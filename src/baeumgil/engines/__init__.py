"""Framework-free machines, useful outside this product."""
