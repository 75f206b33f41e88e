#!/usr/bin/env bash
# Nx goes on answering from a cache whose files are gone, also right after a run with --skip-nx-cache.
#
# Found: where the folder with a task's artifacts is deleted and the database with its record stays, the
# task is a cache hit that restores nothing and ends with success. A run with --skip-nx-cache makes the
# output and does not mend the entry: once the output is deleted, the next run is the empty hit again.
# `nx reset` mends it.
# Versions: nx 23.2.1.
# For a builder: a "cached" success is no proof that the output is there. Look for the file before you go
# on, and name `nx reset` in the error, because the flag that people try first does not help.
set -euo pipefail
folder=$(mktemp -d)
export NX_DAEMON=false NX_TUI=false NX_CACHE_DIRECTORY="$folder/cache" NX_WORKSPACE_DATA_DIRECTORY="$folder/data"
unset NX_TASK_HASH NX_WORKSPACE_ROOT CI
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/ws/lib" && cd "$folder/ws"
echo '{ "name": "ws", "private": true }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
cat >lib/project.json <<'PROJECT'
{
  "name": "lib",
  "targets": {
    "build": {
      "executor": "nx:run-commands",
      "cache": true,
      "outputs": ["{workspaceRoot}/dist"],
      "options": { "command": "node -e \"fs.mkdirSync('dist',{recursive:true});fs.writeFileSync('dist/made','1')\"" }
    }
  }
}
PROJECT
git init -q .
npm install --silent --no-audit --no-fund nx@23.2.1
build() {
  local code=0
  npx nx run lib:build "$@" >log 2>&1 || code=$?
  printf '%s: exit %s, cached %s, output %s\n' "$name" "$code" \
    "$(grep -q 'existing outputs match\|local cache' log && echo yes || echo no)" \
    "$([ -e dist/made ] && echo there || echo missing)"
}
{
  name='first' && build
  find "$folder/cache" -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} + && rm -rf dist
  name='artifacts deleted' && build
  name='with --skip-nx-cache' && build --skip-nx-cache
  rm -rf dist
  name='after that' && build
  npx nx reset >/dev/null 2>&1
  name='after nx reset' && build
} | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
first: exit 0, cached no, output there
artifacts deleted: exit 0, cached yes, output missing
with --skip-nx-cache: exit 0, cached no, output there
after that: exit 0, cached yes, output missing
after nx reset: exit 0, cached no, output there
SEEN
diff "$folder/expected" "$folder/seen"
