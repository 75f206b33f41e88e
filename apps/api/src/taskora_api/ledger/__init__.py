"""The ledger: what anybody did, in one order and one chain for each space."""
