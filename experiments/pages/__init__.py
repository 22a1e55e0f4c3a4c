"""Pages: reports as one HTML file that can be read without a network, their answers, templates and verdicts.

`experiments.pages.findings` builds the page of a comparison or a study, `experiments.pages.report` that of a case.
"""
