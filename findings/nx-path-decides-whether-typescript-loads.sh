#!/usr/bin/env bash
# The spelling of a folder's name decides whether Nx loads TypeScript for an executor of the workspace.
#
# Found: to find an executor's schema and code, Nx 23 looks for sources of a plugin in the workspace, and reads the
# options of TypeScript for it as soon as the root has a tsconfig.base.json or tsconfig.json, even where executor and
# schema are plain JavaScript and JSON. It does not where the path of executors.json holds the text `node_modules`
# anywhere, part of another name included. The same plugin in a folder of any other name loads TypeScript.
# Versions: nx 23.2.1 with its daemon (without it starting the plugins loads TypeScript anyway), typescript 6.0.3.
# For a builder: in each process of Nx that resolves such an executor, and in that of a batch, it is 50 to 150 ms.
# A folder of such a name for executors.json saves it, with code in TypeScript too; a new Nx may look closer.
set -euo pipefail
folder=$(mktemp -d)
export NX_DAEMON=true NX_TUI=false NX_CACHE_DIRECTORY="$folder/cache" NX_WORKSPACE_DATA_DIRECTORY="$folder/data"
unset NX_TASK_HASH NX_WORKSPACE_ROOT CI
trap '(cd "$folder/ws" && PATH="$PWD/node_modules/.bin:$PATH" nx daemon --stop >/dev/null 2>&1) || true; rm -rf "$folder"' EXIT
mkdir -p "$folder/ws/plugin/src" "$folder/ws/lib" && cd "$folder/ws"
echo '{ "name": "ws", "private": true, "workspaces": ["plugin"] }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
echo '{ "$schema": "https://json-schema.org/schema", "type": "object", "properties": {} }' >plugin/src/schema.json
# The hasher runs in the process that resolved the executor, so it can look at what has been loaded there.
cat >plugin/src/hasher.js <<'JS'
exports.default = async (task, { hasher, taskGraph, env }) => {
  const loaded = Object.keys(require.cache).some((file) => file.includes('/node_modules/typescript/lib/'));
  console.log(`TypeScript is ${loaded ? '' : 'not '}loaded`);
  return hasher.hashTask(task, taskGraph, env);
};
JS
echo 'exports.default = async () => ({ success: true });' >plugin/src/greet.js
echo '{ "name": "lib", "targets": { "greet": { "executor": "plugin:greet" } } }' >lib/project.json
place() {
  rm -rf plugin/"$1" && mkdir plugin/"$1"
  echo "{ \"name\": \"plugin\", \"version\": \"1.0.0\", \"executors\": \"./$1/executors.json\" }" >plugin/package.json
  cat >plugin/"$1"/executors.json <<'JSON'
{ "executors": { "greet": {
  "implementation": "../src/greet", "hasher": "../src/hasher", "schema": "../src/schema.json" } } }
JSON
}
place executors
git init -q . && printf 'node_modules/\n' >.gitignore
npm install --silent --no-audit --no-fund nx@23.2.1 typescript@6.0.3 node@24.21.0
look() {
  printf '%s: ' "$1"
  PATH="$PWD/node_modules/.bin:$PATH" nx run lib:greet --skip-nx-cache >"$folder/output"
  sed -n 's/^.*\(TypeScript is.*loaded\).*$/\1/p' "$folder/output" | sort -u
}
{
  look 'executors/executors.json, no tsconfig'
  echo '{}' >tsconfig.base.json
  look 'executors/executors.json, tsconfig.base.json'
  place as-in-node_modules && look 'as-in-node_modules/executors.json, tsconfig.base.json'
} | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
executors/executors.json, no tsconfig: TypeScript is not loaded
executors/executors.json, tsconfig.base.json: TypeScript is loaded
as-in-node_modules/executors.json, tsconfig.base.json: TypeScript is not loaded
SEEN
diff "$folder/expected" "$folder/seen"
