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

_ELSEWHERE, _NEWER = "window.reason-elsewhere", "window.reason-newer"
REASONS = (*REASON_TEXTS.values(), _ELSEWHERE, _NEWER)
"""All that may hold a step back (keys of the texts)."""


def step_words(following: NextStep) -> StepWords:
    """A next step, for people."""
    obstacle = following.obstacle
    reason = None if obstacle is None else REASON_TEXTS[obstacle]
    return StepWords(STEP_TEXTS[following.step], reason, following.errors)


def looking_words(following: NextStep, *, is_newer: bool) -> StepWords:
    """The same where the file can only be looked at: what was sent can be written again. `is_newer`: because
    a newer version made it, not because another program has it."""
    if following.step is Step.SEND_AGAIN:
        return step_words(following)
    return StepWords(STEP_TEXTS[following.step], _NEWER if is_newer else _ELSEWHERE)
