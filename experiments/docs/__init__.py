"""The documentation's tables, made from what the model declares: ``python -m experiments.docs.odd`` writes them."""
