"""What is kept of runs: one file per study with what is planned and what ended, and the way from the one to the other.

`experiments.store.store.Store` opens it to write, `experiments.store.stored.Stored` to read, and
`experiments.store.campaign.complete` has what is missing done by an engine.
"""
