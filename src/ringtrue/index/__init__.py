"""The compiled index: exact owners, protected names, near names, numbers, wallets."""
