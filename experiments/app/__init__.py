"""A district in the browser: a controller that owns models and steps them, and a page that draws what it publishes."""
