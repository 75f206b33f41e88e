"""Who is calling: bearer tokens checked against the published keys of the issuer."""
