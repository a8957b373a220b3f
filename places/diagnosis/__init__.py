"""What the network lacks: read-only, from the directory in memory and the database."""
