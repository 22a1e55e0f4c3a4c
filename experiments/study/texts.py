"""What is said of studies: what they ask, what they take, what they found."""

from __future__ import annotations

from sim.say import Text

POINTS = Text(zh="个设计点", en="points")
