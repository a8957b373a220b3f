"""The back office: one module a task, each with its `routes`."""
