"""A case made of records: what a bureau knows of its schools, turned into a district that runs.

`experiments.new_case.draft.draft` is the way in. What the records say is taken over exactly; what they do not say is
assumed, and every assumption is a sentence in the file.
"""
