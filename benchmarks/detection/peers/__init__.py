"""The peers of the detection benchmark: their environment, their adapters, and who runs them."""
