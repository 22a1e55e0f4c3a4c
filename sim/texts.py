"""What the model says to people: what is wrong with a case, a parameter or an instrument."""

from __future__ import annotations

from sim.say import Text

NEAREST = Text(zh="；最接近的名称：“{name}”", en="; nearest valid name: '{name}'")
