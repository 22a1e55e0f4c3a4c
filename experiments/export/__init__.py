"""A study's runs as tables and workbook for other programs: `experiments.export.export.export` writes them."""
