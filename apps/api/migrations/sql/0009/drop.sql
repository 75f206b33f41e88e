DROP TRIGGER ledger_heads_notify ON ledger_heads;
DROP FUNCTION notify_change();
