"""The named tuples of this package do what the standard ones do."""

import copy
import pickle
import typing

import pytest

from wflint.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A point."""

    x: int
    y: int = 2
    label: str = ""

    @property
    def sum(self):
        return self.x + self.y


class Standard(typing.NamedTuple):
    x: int
    y: int = 2
    label: str = ""


CALLS = [
    ((1,), {}),
    ((1, 3), {}),
    ((1, 3, "a"), {}),
    ((1,), {"label": "a"}),
    ((), {"x": 5, "label": "a"}),
    ((), {"label": "a", "y": 0, "x": 5}),
]
WRONG = [((), {}), ((1, 2, "a", 4), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1})]


@pytest.mark.parametrize(("values", "named"), CALLS)
def test_it_is_made_as_the_standard_one(values, named):
    ours, standard = Ours(*values, **named), Standard(*values, **named)
    assert ours == standard == tuple(ours)
    assert hash(ours) == hash(standard)
    assert (ours.x, ours.y, ours.label) == (standard.x, standard.y, standard.label)
    assert ours._asdict() == standard._asdict()
    assert repr(ours) == repr(standard).replace("Standard", "Ours")
    assert ours._replace(y=9) == standard._replace(y=9)
    assert type(ours._replace(y=9)) is Ours
    assert ours.sum == ours.x + ours.y


@pytest.mark.parametrize(("values", "named"), WRONG)
def test_it_is_refused_as_the_standard_one(values, named):
    for made in (Ours, Standard):
        with pytest.raises(TypeError):
            made(*values, **named)


def test_it_cannot_be_changed_and_travels_between_processes():
    point = Ours(1, 2, "a")
    with pytest.raises(AttributeError):
        point.x = 3
    with pytest.raises(AttributeError):
        point.z = 3
    for other in (pickle.loads(pickle.dumps(point)), copy.deepcopy(point), Ours._make(point)):
        assert other == point
        assert type(other) is Ours
    assert Ours._fields == Standard._fields
    match point:
        case Ours(x, y, label):
            assert (x, y, label) == (1, 2, "a")
