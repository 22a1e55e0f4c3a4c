"""Randomness by address: every draw is a pure function of (seed, purpose, time, identity).

Nothing advances and nothing is shared, so two worlds that differ in one rule agree on every draw that rule does not
touch, whatever the order, the number of workers or the size of the population. The generator is Threefry-2x32 with
20 rounds (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"); its key is a hash of
(seed, purpose, time), its counter the 64-bit identity of the agent. Normals are Box-Muller in single precision with
polynomials for log, sine and cosine: additions, multiplications and square roots only, hence the same bits on any CPU.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from typing import Any

import numpy as np
from numba import int32, njit
from numpy.typing import NDArray

from sim.kernels import kernel

u32, u64, f32 = np.uint32, np.uint64, np.float32

# log1p(m) = m * P(m) on [sqrt(1/2) - 1, sqrt(2) - 1]; sin(pi t) = t * S(t*t) and cos(pi t) = C(t*t) on [-1/2, 1/2]:
# least-squares fits at Chebyshev nodes, highest power first; absolute errors below 3e-6.
LOG = (0.1193105444, -0.1868075143, 0.2049175965, -0.2490828918, 0.3331467381, -0.5000114504, 1.000000964)
SIN = (0.07765721738, -0.5982910365, 2.550077476, -5.16771008, 3.14159264)
COS = (-0.0243962087, 0.2349372342, -1.335211983, 4.058709157, -4.934802137, 0.9999999998)
L0, L1, L2, L3, L4, L5, L6 = (f32(c) for c in LOG)
S0, S1, S2, S3, S4 = (f32(c) for c in SIN)
C0, C1, C2, C3, C4, C5 = (f32(c) for c in COS)
LN2 = f32(0.6931471805599453)
CHUNK = 2048  # agents hashed at a time


@lru_cache(maxsize=1 << 14)
def key(seed: int, purpose: str, time: int = 0) -> np.uint64:
    """Return the key of one decision at one time; ``purpose`` names the decision as ``file.decision``."""
    digest = hashlib.blake2b(f"{seed}|{purpose}|{time}".encode(), digest_size=8).digest()
    return u64(int.from_bytes(digest, "little"))


def identity(name: str) -> int:
    """Return the 32-bit identity of a school, group or town: a hash of its id, so that its place in a file does not matter."""
    return zlib.crc32(name.encode())


@njit(inline="always")
def _round(x0: Any, x1: Any, turn: Any) -> Any:
    x0 = u32(x0 + x1)
    x1 = u32(u32(x1 << u32(turn)) | u32(x1 >> u32(32 - turn)))
    return x0, u32(x1 ^ x0)


@njit(inline="always")
def _four(x0: Any, x1: Any, a: Any, b: Any, c: Any, d: Any, k0: Any, k1: Any) -> Any:
    x0, x1 = _round(x0, x1, a)
    x0, x1 = _round(x0, x1, b)
    x0, x1 = _round(x0, x1, c)
    x0, x1 = _round(x0, x1, d)
    return u32(x0 + k0), u32(x1 + k1)


@njit(inline="always")
def threefry(k0: Any, k1: Any, c0: Any, c1: Any) -> Any:
    """Return the two words of Threefry-2x32-20 under key (k0, k1) at counter (c0, c1), all 32-bit."""
    k2 = u32(u32(u32(0x1BD11BDA) ^ k0) ^ k1)
    x0, x1 = u32(c0 + k0), u32(c1 + k1)
    x0, x1 = _four(x0, x1, 13, 15, 26, 6, k1, u32(k2 + u32(1)))
    x0, x1 = _four(x0, x1, 17, 29, 16, 24, k2, u32(k0 + u32(2)))
    x0, x1 = _four(x0, x1, 13, 15, 26, 6, k0, u32(k1 + u32(3)))
    x0, x1 = _four(x0, x1, 17, 29, 16, 24, k1, u32(k2 + u32(4)))
    return _four(x0, x1, 13, 15, 26, 6, k2, u32(k0 + u32(5)))


@njit(inline="always")
def unit(word: Any) -> Any:
    """Map a word to a float32 in [0, 1)."""
    return f32(int32(word >> u32(8))) * f32(2.0**-24)


@njit(inline="always")
def log(x: Any) -> Any:
    """Return the natural logarithm of a positive normal float32."""
    bits = f32(x).view(u32)
    shifted = u32(bits - u32(0x3F3504F3))  # so that the mantissa lies in [sqrt(1/2), sqrt(2))
    exponent = int32(shifted) >> int32(23)
    m = u32(bits - u32(u32(exponent) << u32(23))).view(f32) - f32(1)
    p = ((((((L0 * m + L1) * m + L2) * m + L3) * m + L4) * m + L5) * m + L6) * m
    return f32(int32(exponent)) * LN2 + p


@njit(inline="always")
def bell(w0: Any, w1: Any) -> Any:
    """Turn two words into two independent standard normals (Box-Muller)."""
    radius = np.sqrt(max(f32(-2) * log(f32(int32(w0 >> u32(1))) * f32(2.0**-31) + f32(2.0**-32)), f32(0)))
    t = f32(int32(w1 << u32(1)) >> int32(8)) * f32(2.0**-24)  # half turns in [-1/2, 1/2)
    z = t * t
    sine = ((((S0 * z + S1) * z + S2) * z + S3) * z + S4) * t
    cosine = ((((C0 * z + C1) * z + C2) * z + C3) * z + C4) * z + C5
    sign = f32(1) - f32(int32(u32(w1 >> u32(31)) << u32(1)))  # the other half turn
    return radius * sine, radius * cosine * sign


@kernel
def fill_normals(
    key: np.uint64, who: NDArray[np.uint64], first: NDArray[np.float32], second: NDArray[np.float32]
) -> None:
    """Write two independent standard normals per agent."""
    a, b = np.empty(CHUNK, np.uint32), np.empty(CHUNK, np.uint32)
    for start in range(0, who.size, CHUNK):
        end = min(start + CHUNK, who.size)
        _hash(key, who[start:end], a[: end - start], b[: end - start])
        _bells(a[: end - start], b[: end - start], first[start:end], second[start:end])


@kernel
def fill_uniforms(
    key: np.uint64, who: NDArray[np.uint64], first: NDArray[np.float32], second: NDArray[np.float32]
) -> None:
    """Write two independent draws in [0, 1) per agent."""
    a, b = np.empty(CHUNK, np.uint32), np.empty(CHUNK, np.uint32)
    for start in range(0, who.size, CHUNK):
        end = min(start + CHUNK, who.size)
        _hash(key, who[start:end], a[: end - start], b[: end - start])
        _units(a[: end - start], b[: end - start], first[start:end], second[start:end])


# Three short loops over a chunk that stays in cache: each becomes vector code, which one long loop does not.
@kernel
def _hash(key: np.uint64, who: NDArray[np.uint64], a: NDArray[np.uint32], b: NDArray[np.uint32]) -> None:
    k0, k1 = u32(key), u32(key >> u64(32))
    for i in range(who.size):
        a[i], b[i] = u32(who[i]), u32(who[i] >> u64(32))
    for i in range(who.size):
        a[i], b[i] = threefry(k0, k1, a[i], b[i])


@kernel
def _units(
    a: NDArray[np.uint32], b: NDArray[np.uint32], first: NDArray[np.float32], second: NDArray[np.float32]
) -> None:
    for i in range(a.size):
        first[i], second[i] = unit(a[i]), unit(b[i])


@kernel
def _bells(
    a: NDArray[np.uint32], b: NDArray[np.uint32], first: NDArray[np.float32], second: NDArray[np.float32]
) -> None:
    for i in range(a.size):
        first[i], second[i] = bell(a[i], b[i])


def uniform_pairs(key: np.uint64, who: NDArray[Any]) -> NDArray[np.float32]:
    """Return two independent draws in [0, 1) for each of many agents, shape (2, n)."""
    out = np.empty((2, who.size), np.float32)
    fill_uniforms(key, _identities(who), out[0], out[1])
    return out


def normal_pairs(key: np.uint64, who: NDArray[Any]) -> NDArray[np.float32]:
    """Return two independent standard normals for each of many agents, shape (2, n)."""
    out = np.empty((2, who.size), np.float32)
    fill_normals(key, _identities(who), out[0], out[1])
    return out


def uniform(key: np.uint64, who: NDArray[Any]) -> NDArray[np.float32]:
    """Return one draw in [0, 1) per agent."""
    first: NDArray[np.float32] = uniform_pairs(key, who)[0]
    return first


def normal(key: np.uint64, who: NDArray[Any]) -> NDArray[np.float32]:
    """Return one standard normal per agent."""
    first: NDArray[np.float32] = normal_pairs(key, who)[0]
    return first


def _identities(who: NDArray[Any]) -> NDArray[np.uint64]:
    """Refuse identities that arithmetic turned into floats, as numpy does with mixed signs."""
    if who.dtype.kind not in "iu":
        raise TypeError(f"identities are whole numbers, not {who.dtype}")
    return np.ascontiguousarray(who, np.uint64)
