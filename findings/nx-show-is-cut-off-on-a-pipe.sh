#!/usr/bin/env bash
# What `nx show target inputs --json` prints into a pipe ends after 65,536 bytes or a multiple, with exit code 0.
#
# Found: Nx 23 ends its process while Node still has output for a pipe, which Node writes later and a file at
# once. Of the inputs of a target with 4,000 files (219 kB of JSON) a reader behind a pipe gets the first 64 or
# 128 KiB, by how fast it reads, and no parser takes that; Nx says that all went well. A file gets all of it.
# Versions: nx 23.2.1, node 24.21.0 (the package of that name), on Linux; without Nx's daemon.
# For a builder: in CI, let `nx show ... --json` write into a file and read that; from Node, give the child a file
# as its standard output. A small workspace does not show it, and `set -o pipefail` does not notice.
set -euo pipefail
folder=$(mktemp -d)
export NX_DAEMON=false NX_TUI=false NX_CACHE_DIRECTORY="$folder/cache" NX_WORKSPACE_DATA_DIRECTORY="$folder/data"
unset NX_TASK_HASH NX_WORKSPACE_ROOT CI
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/ws/lib/src" && cd "$folder/ws"
echo '{ "name": "ws", "private": true }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
cat >lib/project.json <<'JSON'
{ "name": "lib", "targets": { "build": { "command": "true", "inputs": ["{projectRoot}/**/*"] } } }
JSON
for number in $(seq 4000); do echo "$number" >"lib/src/a-file-whose-name-is-rather-long-$number.txt"; done
git init -q . && echo node_modules >.gitignore
npm install --silent --no-audit --no-fund nx@23.2.1 node@24.21.0
export PATH="$PWD/node_modules/.bin:$PATH"

report() {
  local way=$1 file=$2 code=$3 whole=no
  node -e 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))' "$file" 2>/dev/null && whole=yes
  local rest=$(($(wc -c <"$file") % 65536))
  echo "$way: exit code $code, whole: $whole, bytes are a multiple of 65,536: $([ "$rest" = 0 ] && echo yes || echo no)"
}

code=0
nx show target inputs lib:build --json >"$folder/file.json" || code=$?
report 'a file' "$folder/file.json" "$code" | tee "$folder/seen"
# A reader that begins later, as one does that starts a program first.
code=0
nx show target inputs lib:build --json | (sleep 3 && cat >"$folder/pipe.json") || code=$?
report 'a pipe' "$folder/pipe.json" "$code" | tee -a "$folder/seen"
cat >"$folder/expected" <<'SEEN'
a file: exit code 0, whole: yes, bytes are a multiple of 65,536: no
a pipe: exit code 0, whole: no, bytes are a multiple of 65,536: yes
SEEN
diff "$folder/expected" "$folder/seen"
