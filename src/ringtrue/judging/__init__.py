"""The pipeline: parse, whose is it, search, compare, weigh, decide."""
