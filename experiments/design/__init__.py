"""What a study varies and where: factors, their distributions and correlations, samples and designs.

`experiments.design.designs.points` lays a study's points out.
"""
