"""Accounts: signing in, passwords, the second factor; each module with its `routes`."""
