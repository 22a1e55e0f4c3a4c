"""Which factors move an outcome, and how much of it is the luck of the seed: pure functions of arrays.

Outcomes come as ``y`` of shape (points, replications), points in the order of their design. Nothing here reads a store,
runs the model or draws a figure.
"""
