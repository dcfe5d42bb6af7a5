"""Selection (선발): who gets which seat by a published order, with a reason for every refused wish."""
