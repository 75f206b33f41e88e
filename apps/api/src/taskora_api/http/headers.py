"""The names of the headers that requests that change something, and their answers, carry."""

IDEMPOTENCY_KEY_HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"
CHANGE_ID_HEADER = "Change-Id"
DRY_RUN_HEADER = "Dry-Run"
