"""Whose a contact is: allowlists as they are read, lists that are merged, what is installed."""
