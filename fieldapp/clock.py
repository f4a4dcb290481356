"""The clock on the wall, whatever the machine says of its time zone."""

from datetime import UTC, datetime


def local_now() -> datetime:
    """The local time; in UTC where the time zone cannot be used."""
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def has_time_zone() -> bool:
    """Whether the time zone that the machine names (`TZ`) can be used."""
    try:
        datetime.now().astimezone()
    except (ValueError, OverflowError, OSError):
        return False
    return True
