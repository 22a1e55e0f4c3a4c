"""Emulators: functions fitted to the runs of a study that answer for the model where it was not run.

A polynomial chaos (`polynomial`) or a Gaussian process (`process`) is fitted to the expected outcome over the points of a
Latin hypercube or a Saltelli design. How well it fits is judged on points it has not seen, with the luck of seeds taken out
of what it cannot explain. From it come Sobol' indices, response curves, and for correlated factors Shapley effects
(`shapley`), each with an interval. The fitting is scikit-learn's (the extra ``emulators``); nothing here runs the model.
"""
