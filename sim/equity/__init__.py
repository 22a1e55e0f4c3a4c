"""Measures: pure functions of arrays or of the world; the model does not know it is measured."""
