"""Facts: every printed number, computed once, with its definition, calculation and source cells."""
