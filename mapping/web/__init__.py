"""The door to the network, the only code that touches it: polite, bounded, safe. The runner saves what it gives."""
