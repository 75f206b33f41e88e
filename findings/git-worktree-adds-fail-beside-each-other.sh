#!/usr/bin/env bash
# git 2.39.5: `git worktree add` fails where another one is just being added in the same repository.
#
# Found: several `git worktree add --detach` of one repository at once, each with a path of its own, mostly
# all succeed; now and then one ends with "fatal: failed to read .git/worktrees/NAME/commondir: Success" (or
# "No such file or directory"), where NAME is another process's worktree. Before it adds one, git reads all that
# are registered, and one that is half made has no commondir, or an empty one, for a moment. No lock is taken
# that a builder could wait for, and no exit code of its own is given (128, as for any fatal error).
# Versions: git 1:2.39.5-0+deb12u3 of Debian 12.
# For a builder: a tool that makes temporary worktrees (a comparison of two commits, parallel jobs of CI on one
# clone) has to add them one at a time, or try again where the message names a commondir below worktrees. What
# is half made for long was left by a killed git; `git worktree prune` removes it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq git=1:2.39.5-0+deb12u3 >/dev/null 2>&1 ||
  { echo "Debian's git 1:2.39.5-0+deb12u3 cannot be downloaded"; exit 2; }
dpkg-deb --extract ./*.deb unpacked
export PATH="$folder/unpacked/usr/bin:$PATH" GIT_EXEC_PATH="$folder/unpacked/usr/lib/git-core" LC_ALL=C
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_TEMPLATE_DIR=
git --version
git init -q repository
git -C repository -c user.email=ada@example.org -c user.name=Ada commit -q --allow-empty -m first

# Each process adds worktrees of its own, one after another, until one of them has failed.
add_many() {
  for number in $(seq 400); do
    [ ! -s errors ] || return 0
    git -C repository worktree add --quiet --detach "$folder/w$1-$number" HEAD 2>>errors || return 0
  done
}
touch errors
for process in $(seq 8); do add_many "$process" & done
wait
# The names differ from run to run, and so does whether the file is empty or not there yet.
seen=$(sed -E 's#[^ ]*\.git/worktrees/[^/]*/#.git/worktrees/NAME/#; s/: (Success|No such file or directory)$/: .../' errors | sort -u)
echo "of at most 3200 worktrees added by 8 processes: $seen"
[ -n "$seen" ] || { echo 'not seen this time: a race, which one processor seldom has'; exit 2; }
[ "$seen" = 'fatal: failed to read .git/worktrees/NAME/commondir: ...' ] ||
  { echo 'changed: no worktree add failed beside another, or in another way'; exit 1; }

echo 'one after another:'
for process in $(seq 12); do
  git -C repository worktree add --quiet --detach "$folder/alone-$process" HEAD
done
alone=$(git -C repository worktree list | grep -c /alone-)
echo "$alone of 12 added"
[ "$alone" = 12 ] || { echo 'changed: worktrees that are added one after another fail too'; exit 1; }
