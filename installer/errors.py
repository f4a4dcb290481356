"""What stops the build: one class, one sentence."""


class BuildError(Exception):
    """The installer cannot be built, or must not be: the sentence says why."""
