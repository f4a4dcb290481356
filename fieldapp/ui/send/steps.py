"""What the main button says of the next step, and why it cannot be taken yet."""

from dataclasses import dataclass

from fieldapp.core.sending import NextStep, Obstacle, Step


@dataclass(frozen=True, slots=True)
class StepWords:
    """`text`: what the button says; `reason`: why it cannot be done yet, if it cannot (keys of the texts).
    `errors`: how many the reason counts."""

    text: str
    reason: str | None = None
    errors: int = 0


STEP_TEXTS = {step: f"window.step-{step}" for step in Step}

REASON_TEXTS = {
    Obstacle.ON_ITS_WAY: "window.reason-writing",
    Obstacle.NOTHING_ENTERED: "window.reason-empty",
    Obstacle.NOTHING_READABLE: "window.reason-unreadable",
    Obstacle.ERRORS_STAND: "window.reason-errors",
}
"""A sheet that is open is a sheet of its own."""


def step_words(following: NextStep) -> StepWords:
    """A next step, for people."""
    obstacle = following.obstacle
    reason = None if obstacle is None else REASON_TEXTS[obstacle]
    return StepWords(STEP_TEXTS[following.step], reason, following.errors)
