#!/usr/bin/env bash
# The cache of a workspace is gone when its repository gets a remote, and is shared with clones before that.
#
# Found: Nx 23.2 keeps cache and database of a repository in ~/.nx/<id>, not in the workspace. The id is the first
# remote's host and path, or the first commit where there is none. So the first `git remote add` begins with an empty
# cache, a commit amended into another first commit does too, a copy of the repository elsewhere has the cache of
# the original, and a copy without its history has none. A `cacheDirectory` in nx.json keeps it in the workspace.
# Versions: nx 23.2.1, node (npm) 24.21.0; git as the machine has it.
# For a builder: a clean clone on the same machine is no cold start, a benchmark or a test that makes workspaces
# leaves a folder in the home directory for each, and a run in CI that caches `.nx` caches nothing.
set -euo pipefail
folder=$(mktemp -d)
mkdir -p "$folder/home" "$folder/a"
npm_cache=$(npm config get cache)
export HOME="$folder/home" NX_DAEMON=false NX_TUI=false
export npm_config_cache=$npm_cache
unset NX_TASK_HASH NX_WORKSPACE_ROOT NX_CACHE_DIRECTORY NX_WORKSPACE_DATA_DIRECTORY CI
trap 'rm -rf "$folder"' EXIT
cd "$folder/a"
echo '{ "name": "a", "private": true }' >package.json
echo '{ "neverConnectToCloud": true, "analytics": false }' >nx.json
mkdir lib
echo '{ "name": "lib", "targets": { "make": { "command": "echo made", "cache": true } } }' >lib/project.json
printf 'node_modules/\n.nx/\n' >.gitignore
npm install --silent --no-audit --no-fund nx@23.2.1 node@24.21.0
commit() { git -c user.name=a -c user.email=a@example.org commit -q "$@"; }
git init -q . && git add -A && commit -m first
look() {
  local text
  text=$(PATH="$PWD/node_modules/.bin:$PATH" nx run lib:make 2>&1)
  if grep -q 'Cache: *1/1 hit\|local cache\|existing outputs match' <<<"$text"; then echo "$1: cached"; else echo "$1: run"; fi
}
folders() { find "$HOME/.nx" -mindepth 1 -maxdepth 1 -type d -name '[0-9a-f]*' | wc -l; }
{
  look 'first time'
  look 'again'
  rm -rf .nx && look 'without .nx'
  cp -a "$folder/a" "$folder/b" && (cd "$folder/b" && look 'in a copy at another path')
  git remote add origin https://git.example.org/team/a.git && look 'with a remote'
  git remote remove origin && look 'without the remote again'
  commit --amend -m other && look 'with another first commit'
  echo "folders in the home directory: $(folders)"
  sed -i 's/{/{ "cacheDirectory": ".nx\/cache",/' nx.json
  look 'with a cacheDirectory' && rm -rf .nx && look 'with a cacheDirectory, without .nx'
} | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
first time: run
again: cached
without .nx: cached
in a copy at another path: cached
with a remote: run
without the remote again: cached
with another first commit: run
folders in the home directory: 3
with a cacheDirectory: run
with a cacheDirectory, without .nx: run
SEEN
diff "$folder/expected" "$folder/seen"
