"""Key players: which outlets together reach most, which hold the network together, and how sure that is."""
