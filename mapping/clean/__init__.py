"""Many records in, one outlet out: identity, claims, decisions, and the tables that everything else reads."""
