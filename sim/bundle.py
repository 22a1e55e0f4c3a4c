"""Values by name that are never changed, and bundles of numbers that are keyed by the names of axes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn, Self

import numpy as np
from numpy.typing import NDArray

from sim.axis import Axis
from sim.texts import instruments as texts


class Frozen(dict[Any, Any]):
    """Values by name that are never changed: cases are remembered and shared, and whoever changed one would change them all."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a case is never changed; make another with model_copy(update=...)")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))

    def __reduce__(self) -> tuple[type[Self], tuple[dict[Any, Any]]]:
        """Pickle and copy as a whole, not item by item."""
        return type(self), (dict(self),)


class Bundle(Frozen):
    """Numbers of one kind along one axis or two, by the names of their entries and in the order of their codes."""

    @classmethod
    def along(cls, values: Mapping[str, Any], axes: tuple[Axis[Any], ...]) -> Self:
        """Return the bundle of nested values.

        Raises
        ------
        ValueError
            When the names are not those of the axes, in their order.
        """
        axis, *inner = axes
        if (*values,) != axis.names:
            raise ValueError(texts.NAMES_OF_AXIS(axis=axis.name, names=[*values], expected=axis.names))
        return cls({k: cls.along(v, tuple(inner)) if inner else v for k, v in values.items()})

    def leaves(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield every number with the names that lead to it."""
        for name, value in self.items():
            if isinstance(value, Bundle):
                yield from value.leaves((*path, name))
            else:
                yield (*path, name), value

    def at(self, path: tuple[str, ...]) -> Any:
        """Return what some names lead to: a number or a smaller bundle."""
        found: Any = self
        for name in path:
            found = found[name]
        return found

    def replaced(self, path: tuple[str, ...], value: Any) -> Self:
        """Return the bundle with another number where some names lead to."""
        name, *inner = path
        return type(self)({**self, name: self[name].replaced(tuple(inner), value) if inner else value})

    def array(self, dtype: Any = None) -> NDArray[Any]:
        """Return the numbers as an array with an axis for each of the bundle's, in the order of codes."""
        made: dict[Any, NDArray[Any]] = self.__dict__  # by type: they are asked for at every turn
        if dtype not in made:
            made[dtype] = np.array(self._nested(), dtype)
        return made[dtype].copy()

    def _nested(self) -> list[Any]:
        return [v._nested() if isinstance(v, Bundle) else v for v in self.values()]


def remembered[K, V](work: Callable[[K, Mapping[str, Any]], V]) -> Callable[[K, Mapping[str, Any]], V]:
    """Remember what comes of values by name: runs of one case have the same rules in force, time and again.

    Values count with their types, since 1, 1.0 and true are equal and not the same.
    """

    @lru_cache(maxsize=256)
    def known(key: K, told: bytes) -> V:
        found: V = work(key, pickle.loads(told))
        return found

    def found(key: K, values: Mapping[str, Any]) -> V:
        try:
            told = pickle.dumps(dict(values))
        except (TypeError, AttributeError, pickle.PicklingError):  # no value of a setting; `work` says so
            return work(key, values)
        return known(key, told)

    return found
