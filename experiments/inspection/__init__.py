"""The inspection of real records: what national inspectors would find, and what would have to move for the county to pass.

`experiments.inspection.county.inspect_records` computes it, `experiments.inspection.output.write` fills a folder with it.
"""
