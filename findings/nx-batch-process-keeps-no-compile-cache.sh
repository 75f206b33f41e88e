#!/usr/bin/env bash
# What Node compiles in the process of an Nx batch is compiled anew in every run, compile cache or not.
#
# Found: Nx 23 kills the process of a batch when its last task has ended, and Node writes its compile cache only
# when a process exits by itself. With NODE_COMPILE_CACHE set, the same module has an entry after a task of its
# own process and none after a batch; module.flushCompileCache() at the end of the batch makes one.
# Versions: nx 23.2.1 (node is the package of that name, 24.21.0), without Nx's daemon.
# For a builder: an executor with a batchImplementation pays the compilation of all that it loads, and the
# stripping of types, each time (34 files, about 100 ms here). Let the batch flush the cache before its last end.
set -euo pipefail
folder=$(mktemp -d)
export NX_DAEMON=false NX_TUI=false NX_CACHE_DIRECTORY="$folder/cache" NX_WORKSPACE_DATA_DIRECTORY="$folder/data"
unset NX_TASK_HASH NX_WORKSPACE_ROOT CI NODE_COMPILE_CACHE NODE_DISABLE_COMPILE_CACHE
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/ws/lib" "$folder/ws/plugin" && cd "$folder/ws"
echo '{ "name": "ws", "private": true, "workspaces": ["plugin"] }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
echo '{ "name": "plugin", "version": "1.0.0", "executors": "./executors.json" }' >plugin/package.json
cat >plugin/executors.json <<'JSON'
{ "executors": { "greet": {
  "implementation": "./one.js", "batchImplementation": "./batch.js", "schema": "./schema.json" } } }
JSON
echo '{ "$schema": "https://json-schema.org/schema", "type": "object", "properties": {} }' >plugin/schema.json
echo 'module.exports = (name) => `hello ${name}`;' >plugin/work.js
cat >plugin/one.js <<'JS'
exports.default = async () => { console.log(require('./work.js')('one')); return { success: true }; };
JS
cat >plugin/batch.js <<'JS'
exports.default = async (graph) => {
  console.log(require('./work.js')('batch'));
  if (process.env.FLUSH) require('node:module').flushCompileCache();
  const end = { success: true, terminalOutput: '' };
  return Object.fromEntries(Object.keys(graph.tasks).map((id) => [id, end]));
};
JS
cat >lib/project.json <<'JSON'
{ "name": "lib", "targets": { "greet": { "executor": "plugin:greet" } } }
JSON
git init -q . && echo node_modules >.gitignore
npm install --silent --no-audit --no-fund nx@23.2.1 node@24.21.0
# Each way has a cache of its own, and is run twice: what Node says of one file in the second run is counted.
run() {
  local name=$1 batch=$2
  PATH="$PWD/node_modules/.bin:$PATH" NODE_COMPILE_CACHE="$folder/compiled-$name" \
    NODE_DEBUG_NATIVE=COMPILE_CACHE npx nx run lib:greet --batch="$batch" >/dev/null 2>&1
  local said
  said=$(PATH="$PWD/node_modules/.bin:$PATH" NODE_COMPILE_CACHE="$folder/compiled-$name" \
    NODE_DEBUG_NATIVE=COMPILE_CACHE npx nx run lib:greet --batch="$batch" 2>&1 || true)
  if grep -q 'code cache for CommonJS .*plugin/work.js was accepted' <<<"$said"; then
    echo "$name: the next run finds it compiled"
  elif grep -q 'reading cache .*plugin/work.js' <<<"$said"; then
    echo "$name: the next run compiles it again"
  else
    echo "$name: not seen"
  fi
}
{
  run 'a task of its own process' false
  run 'a batch' true
  FLUSH=1 run 'a batch that flushes' true
} | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
a task of its own process: the next run finds it compiled
a batch: the next run compiles it again
a batch that flushes: the next run finds it compiled
SEEN
diff "$folder/expected" "$folder/seen"
