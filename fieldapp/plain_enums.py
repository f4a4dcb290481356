"""Making PySide's enumerations, 300 of them at a start, as Python makes them and in a third of the time.

PySide calls each enumeration with its names and numbers. Python then asks of each name whether it is private,
reserved, a method or a property of its own, and turns it into a member over three stations. Of names and
numbers that are none of this, as all of PySide's, the members are made at once. What comes out is the same
class; whatever is not known to come out the same, Python makes.
"""

import enum
from collections.abc import Callable
from sys import _getframe
from typing import Any

BASES = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
"""What PySide calls."""

_KEPT = {
    "_member_names_",
    "_member_map_",
    "_value2member_map_",
    "_unhashable_values_",
    "_unhashable_values_map_",
    "_member_type_",
    "_new_member_",
    "_use_args_",
    "_value_repr_",
    "_generate_next_value_",
}
_KEPT_OF_FLAGS = {"_boundary_", "_flag_mask_", "_singles_mask_", "_all_bits_", "_inverted_"}
_KNOWN = _KEPT | _KEPT_OF_FLAGS
"""What a class keeps of its members, in the Pythons 3.11 to 3.13. One that keeps more is not known, nor are
flags of one that keeps less: until 3.11.4 what negative values are is told otherwise."""


def make_plainly() -> None:
    """Have what PySide calls made here from now on, where it is plain."""
    create = vars(enum.EnumType)["_create_"]
    for base in BASES:
        type.__setattr__(base, "_create_", classmethod(_creating(base, create)))


def make_as_python_does() -> None:
    """Take it back."""
    for base in BASES:
        if "_create_" in vars(base):
            type.__delattr__(base, "_create_")


def _creating(base: type[enum.Enum], create: Callable[..., Any]) -> Callable[..., Any]:
    kinds = [*type.mro(base), *type.mro(type(base))]  # `dir` leaves out what an enumeration hides, as `name`
    taken, is_flag = frozenset(name for kind in kinds for name in vars(kind)), issubclass(base, enum.Flag)

    def made(cls: type[enum.Enum], class_name: str, names: Any = None, **how: Any) -> Any:
        if how.get("module") is None:  # Python asks who called; this is one more between
            how["module"] = _getframe(2).f_globals.get("__name__")
        if cls is not base or how.get("type") is not None or not _are_plain(names, taken):
            return create(cls, class_name, names, **how)
        whole = create(cls, class_name, (), **how)
        if not _is_known(whole, is_flag=is_flag):
            return create(cls, class_name, names, **how)
        (_add_flags if is_flag else _add_members)(whole, names)
        return whole

    return made


def _are_plain(names: Any, taken: frozenset[str]) -> bool:
    """Whether these are pairs of names that differ and mean nothing else, and whole numbers."""
    if type(names) is not list:
        return False
    try:
        by_name = dict(names)
    except (TypeError, ValueError):
        return False
    return (
        len(by_name) == len(names)
        and taken.isdisjoint(by_name)
        and all(type(name) is str and name[:1].isalpha() for name in by_name)
        and all(type(value) is int for value in by_name.values())
    )


def _is_known(whole: Any, *, is_flag: bool) -> bool:
    kept = {name for name in vars(whole) if not name.startswith("__")}
    return kept <= _KNOWN and (not is_flag or "_singles_mask_" in kept)


def _add_members(whole: Any, names: list[tuple[str, int]]) -> None:
    order, by_name, by_value = whole._member_names_, whole._member_map_, whole._value2member_map_
    new, takes_value, put = whole._new_member_, whole._use_args_, type.__setattr__
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = new(whole, value) if takes_value else new(whole)
            kept = member.__dict__
            kept["_value_"], kept["_name_"], kept["__objclass__"] = value, name, whole
            kept["_sort_order_"] = len(order)
            order.append(name)
            by_value[value] = member
        put(whole, name, member)
        by_name[name] = member


def _add_flags(whole: Any, names: list[tuple[str, int]]) -> None:
    order, by_name, by_value = whole._member_names_, whole._member_map_, whole._value2member_map_
    new, takes_value, put = whole._new_member_, whole._use_args_, type.__setattr__
    mask = singles = 0
    for name, value in names:
        member, is_single = by_value.get(value), value != 0 and value & (value - 1) == 0
        mask |= value
        if is_single:
            singles |= value
        if member is None:
            member = new(whole, value) if takes_value else new(whole)
            kept = member.__dict__
            kept["_value_"], kept["_name_"], kept["__objclass__"] = value, name, whole
            kept["_sort_order_"] = len(order)
            if is_single:  # the others are made of these, and are not counted
                order.append(name)
            by_value[value] = member
        put(whole, name, member)
        by_name[name] = member
    put(whole, "_flag_mask_", mask)
    put(whole, "_singles_mask_", singles)
    put(whole, "_all_bits_", 2 ** mask.bit_length() - 1)
    values = [by_name[name].__dict__["_value_"] for name in order]
    if values != sorted(values):
        put(whole, "_iter_member_", whole._iter_member_by_def_)
