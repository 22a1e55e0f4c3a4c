"""Records of real schools: which columns they may have, how they are read and checked, and the templates to fill in.

`experiments.records.reading.read_records` is the way in; it returns `experiments.records.columns.Records`.
"""
