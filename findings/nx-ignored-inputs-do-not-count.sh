#!/usr/bin/env bash
# Nx leaves a file that git ignores out of a task's hash, also where the target names it as its only input.
#
# Found: with "inputs": ["{projectRoot}/settings.txt"] and that file in .gitignore, the task is a cache hit
# after the file has changed, and what it restores was made of the old file. There is no warning, and the same
# target without that line in .gitignore runs again. An input of kind "runtime" that prints the file counts.
# Versions: nx 23.2.1, without its daemon.
# For a builder: what is generated or downloaded into an ignored folder (pinned programs, schemas, .env) cannot
# be an input by its path. Name what decides about it, such as the list of versions, or use "runtime".
set -euo pipefail
folder=$(mktemp -d)
export NX_DAEMON=false NX_TUI=false NX_CACHE_DIRECTORY="$folder/cache" NX_WORKSPACE_DATA_DIRECTORY="$folder/data"
unset NX_TASK_HASH NX_WORKSPACE_ROOT CI
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/ws/lib" && cd "$folder/ws"
echo '{ "name": "ws", "private": true }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
project() {
  cat >lib/project.json <<PROJECT
{
  "name": "lib",
  "targets": {
    "copy": {
      "executor": "nx:run-commands",
      "cache": true,
      "inputs": [$1],
      "outputs": ["{workspaceRoot}/made.txt"],
      "options": { "command": "node -e \"fs.copyFileSync('lib/settings.txt','made.txt')\"" }
    }
  }
}
PROJECT
}
git init -q .
npm install --silent --no-audit --no-fund nx@23.2.1
edit_between_two_runs() {
  echo old >lib/settings.txt
  npx nx run lib:copy >/dev/null 2>&1
  echo new >lib/settings.txt
  npx nx run lib:copy >/dev/null 2>&1
  printf '%s: %s\n' "$1" "$(cat made.txt)"
}
{
  printf '%s\n' node_modules made.txt >.gitignore
  project '"{projectRoot}/settings.txt"'
  edit_between_two_runs 'a file that git knows'
  echo settings.txt >>.gitignore
  npx nx reset >/dev/null 2>&1
  edit_between_two_runs 'a file that git ignores'
  project '{ "runtime": "cat lib/settings.txt" }'
  edit_between_two_runs 'the same by runtime'
} | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
a file that git knows: new
a file that git ignores: old
the same by runtime: new
SEEN
diff "$folder/expected" "$folder/seen"
