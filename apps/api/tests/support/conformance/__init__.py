"""What the conformance suite of the protocol wants to find in a server."""
