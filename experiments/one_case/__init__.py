"""One case: run as it is (``edugroup run``), or with and without its reforms (``edugroup demo``)."""
