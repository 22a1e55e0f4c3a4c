"""What a run is: its definition and key, its settings and chance, what is kept of it, and the outcomes read from that.

`experiments.runs.simulation.run` is the model as a plain function, `experiments.runs.definition.make_run` names a run.
"""
