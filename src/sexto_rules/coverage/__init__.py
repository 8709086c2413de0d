"""How far scenarios reach into a protocol: what they exercise of it, condition by condition."""
