"""What the main button offers: one next step for each state of a sheet."""

from dataclasses import dataclass

from fieldapp.core.report import Status


@dataclass(frozen=True, slots=True)
class Step:
    """`text`: what the button says; `reason`: why it cannot be done yet, if it cannot (keys of the texts)."""

    text: str
    reason: str | None = None


STEPS = {
    Status.DRAFT: Step("window.step-mark-ready"),
    Status.READY: Step("window.step-send"),
    Status.SENT: Step("window.step-send-again"),
}


def next_step(status: Status, errors: int, *, is_empty: bool) -> Step:
    """What comes next for a sheet. Errors and emptiness hold back a draft alone: any change makes one."""
    step = STEPS[status]
    if status is not Status.DRAFT:
        return step
    if is_empty:
        return Step(step.text, "window.reason-empty")
    return Step(step.text, "window.reason-errors") if errors else step
