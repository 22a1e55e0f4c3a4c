"""Statistics of runs: pure functions of arrays and tables that know neither store nor model.

`experiments.statistics.paired` compares two arms that share their seeds; all others build on such differences.
"""
