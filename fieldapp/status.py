"""What a command says when it ends, by its number."""

DONE, ERRORS_STAND, FAILED = 0, 1, 3
"""Done; done, and findings of severity error stand; could not be done. Wrong usage, 2, is click's own."""
