#!/usr/bin/env bash
# An executor with a custom hasher costs a question to Nx's daemon for each task, with the whole task graph in it.
#
# Found: Nx asks its daemon once for the hashes of all tasks of a wave that have no hasher of their own. For an
# executor with a "hasher", also one that only calls context.hasher.hashTask, it calls the hasher task by task,
# and each call is a message of its own: twelve projects, twelve questions and one more. A hasher that collects
# what is asked in one tick and calls context.hasher.hashTasks once brings it back to two.
# Versions: nx 23.2.1, with its daemon.
# For a builder: the message holds the task graph, about 25 ms for 33 tasks; a hasher for a check in front of the
# hash is felt in every run, also one that only reads the cache.
set -euo pipefail
folder=$(mktemp -d)
export NX_DAEMON=true NX_TUI=false NX_CACHE_DIRECTORY="$folder/cache" NX_WORKSPACE_DATA_DIRECTORY="$folder/data"
export NX_SOCKET_DIR="$folder/s"
unset NX_TASK_HASH NX_WORKSPACE_ROOT CI
stop() {
  (cd "$folder/ws" && npx nx daemon --stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
mkdir -p "$folder/ws/plugin" && cd "$folder/ws"
echo '{ "name": "ws", "private": true, "workspaces": ["plugin"] }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
echo '{ "name": "plugin", "version": "1.0.0", "executors": "./executors.json" }' >plugin/package.json
echo '{ "$schema": "https://json-schema.org/schema", "type": "object", "properties": {} }' >plugin/schema.json
echo 'exports.default = async () => ({ success: true });' >plugin/greet.js
cat >plugin/executors.json <<'JSON'
{ "executors": {
  "plain": { "implementation": "./greet.js", "schema": "./schema.json" },
  "single": { "implementation": "./greet.js", "schema": "./schema.json", "hasher": "./single.js" },
  "together": { "implementation": "./greet.js", "schema": "./schema.json", "hasher": "./together.js" }
} }
JSON
cat >plugin/single.js <<'JS'
exports.default = (task, { hasher, taskGraph, env }) => hasher.hashTask(task, taskGraph, env);
JS
cat >plugin/together.js <<'JS'
let open;
exports.default = async (task, { hasher, taskGraph, env }) => {
  open ??= { tasks: [], envs: {} };
  const mine = open;
  const index = mine.tasks.push(task) - 1;
  mine.envs[task.id] = env;
  mine.answer ??= Promise.resolve().then(() => {
    open = undefined;
    return hasher.hashTasks(mine.tasks, taskGraph, mine.envs);
  });
  return (await mine.answer)[index];
};
JS
for number in $(seq 12); do
  mkdir "lib$number"
  cat >"lib$number/project.json" <<JSON
{ "name": "lib$number", "targets": {
  "plain": { "executor": "plugin:plain", "cache": true },
  "single": { "executor": "plugin:single", "cache": true },
  "together": { "executor": "plugin:together", "cache": true } } }
JSON
done
git init -q . && echo node_modules >.gitignore
npm install --silent --no-audit --no-fund nx@23.2.1
npx nx show projects >/dev/null 2>&1
questions() {
  npx nx run-many -t "$1" >/dev/null 2>&1
  printf '%s: %s questions\n' "$2" \
    "$(NX_PERF_LOGGING=true npx nx run-many -t "$1" 2>&1 | grep -c 'HASH_TASKS round trip')"
}
{
  questions plain 'no hasher'
  questions single 'a hasher'
  questions together 'a hasher that collects'
} | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
no hasher: 1 questions
a hasher: 13 questions
a hasher that collects: 2 questions
SEEN
diff "$folder/expected" "$folder/seen"
