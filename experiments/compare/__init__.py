"""Scenarios compared on shared seeds: `experiments.compare.comparison.compare` runs them, `comparison_page` reports them."""
