"""What is said of studies, a module per step: what is wrong with a study file, what runs and analyses say, the page."""
