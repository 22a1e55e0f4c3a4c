"""Schools and teachers as they come to be: on the first day, when a school opens, when a post falls vacant."""
