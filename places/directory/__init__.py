"""The window: every public document in memory, as columns, and pure searches over them."""
