"""The directory of brands: allowlist files, their compiled form, and the index over them."""
