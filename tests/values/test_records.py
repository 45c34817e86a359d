"""Records are what attrs.frozen makes: equal by value, hashable, immutable, shown, pickled."""

from __future__ import annotations

import pickle

import attrs
import pytest
from attrs import field

from perfeval.records import frozen


@frozen
class Pair:
    left: int
    right: tuple[int, ...] = ()
    note: str = field(default="", eq=False, repr=False)
    about: dict[str, int] = field(factory=dict, hash=False)


@frozen
class Other:
    left: int
    right: tuple[int, ...] = ()


@frozen
class Nothing:
    pass


def test_records_are_equal_by_their_compared_fields_and_their_class() -> None:
    assert Pair(1, (2,), "a") == Pair(1, (2,), "b")
    assert Pair(1) != Pair(2)
    other: object = Other(1)
    assert Pair(1) != other
    assert Nothing() == Nothing()
    assert hash(Pair(1, about={"x": 1})) == hash(Pair(1, about={"x": 1}))
    assert {Nothing(), Nothing()} == {Nothing()}


def test_a_record_shows_its_fields_and_cannot_be_changed() -> None:
    assert repr(Pair(1, note="hidden")) == "Pair(left=1, right=(), about={})"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Pair(1).left = 2  # type: ignore[misc]
    assert attrs.evolve(Pair(1), left=2).left == 2


def test_a_record_travels_in_a_pickle() -> None:
    assert pickle.loads(pickle.dumps(Pair(1, (2,), "kept"))).note == "kept"
