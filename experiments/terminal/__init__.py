"""What a command says and hears while it works: progress, the streams it writes to, requests to stop.

The ground floor: nothing here knows what is being done.
"""
