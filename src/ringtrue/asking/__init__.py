"""Questions of people instead of contacts: which brand, what for, and the answer from the list."""
