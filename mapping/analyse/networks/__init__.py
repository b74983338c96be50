"""What the network of ties says: who stands where in it, how it falls apart into groups, and what chance would do."""
