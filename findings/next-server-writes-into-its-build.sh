#!/usr/bin/env bash
# Next.js 16.4.6: a server of the standalone output writes into that output, though no page of it revalidates.
#
# Found: the first request of a route that the build rendered (here an icon, which has no `revalidate`) copies the
# answer that the build has written into .next/server/route-cache/<kind>/<digest of the source route>/$/<path>.
# So the output of a build is another one after it has served: a digest of the folder changes, an image that is
# made after a local run holds more files than one that is made before it, and in a container with a read-only
# root file system each process tries and fails without a line in the log (16.3.0 wrote nothing).
# `experimental.isrFlushToDisk: false` ends it; the answers are then kept in memory alone.
# Versions: next 16.4.6 and 16.3.0, react 19.2.0, Node 20.
# For a builder: set that option for every output that becomes an image, or run local tests from a copy; do not
# take the folder of a build that has served for what the build has written.
set -euo pipefail
folder=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
  rm -rf "$folder"
}
trap finish EXIT
export NEXT_TELEMETRY_DISABLED=1

app() { # version
  mkdir -p "$folder/$1/app"
  cd "$folder/$1"
  echo '{ "name": "app", "private": true }' >package.json
  npm install --silent --no-audit --no-fund "next@$1" react@19.2.0 react-dom@19.2.0
  echo "export default () => <p>text</p>;" >app/page.js
  echo "export default ({ children }) => <html><body>{children}</body></html>;" >app/layout.js
  echo '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>' >app/icon.svg
}

served() { # experimental options; the new files, one in each line, go to the file "new"
  echo "export default { output: 'standalone', outputFileTracingRoot: import.meta.dirname, experimental: $1 };" \
    >next.config.mjs
  rm -rf .next
  npx next build >build.log 2>&1 || { cat build.log; exit 1; }
  (cd .next/standalone && find . -type f | sort) >before
  port=$(node -e 'const s = require("net").createServer().listen(0, () => { console.log(s.address().port); s.close(); })')
  PORT=$port HOSTNAME=127.0.0.1 node .next/standalone/server.js >server.log 2>&1 &
  server=$!
  node -e '
    const address = `http://127.0.0.1:${process.argv[1]}/icon.svg`;
    (async () => {
      for (let left = 600; left > 0; left -= 1) {
        const answer = await fetch(address).catch(() => undefined);
        if (answer?.ok) return void (await answer.text());
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      process.exit(1);
    })();' "$port"
  kill "$server"
  wait "$server" 2>/dev/null || true
  server=
  (cd .next/standalone && find . -type f | sort) >after
  comm -13 before after | sed -E 's/[0-9a-f]{64}/DIGEST/' >new
  test -s new && cat new || echo nothing
}

app 16.4.6
echo '16.4.6, as it is:'
served '{}'
test "$(cat new)" = './.next/server/route-cache/APP_ROUTE/DIGEST/$/icon.svg.body
./.next/server/route-cache/APP_ROUTE/DIGEST/$/icon.svg.meta'
echo '16.4.6, isrFlushToDisk: false:'
served '{ isrFlushToDisk: false }'
test ! -s new
app 16.3.0
echo '16.3.0, as it is:'
served '{}'
test ! -s new
