#!/bin/sh
# A hook of mmdebstrap: makes the root folder $1 independent of when and where it was made.
set -eu
export LC_ALL=C
umask 022
root=$1

# Roots of the extract variant have no package database, so scanners read one file per package.
if [ ! -s "$root/var/lib/dpkg/status" ]; then
  mkdir -p "$root/var/lib/dpkg/status.d"
  for package in "$root"/var/cache/apt/archives/*.deb; do
    dpkg-deb --field "$package" > "$root/var/lib/dpkg/status.d/$(dpkg-deb --field "$package" Package)"
  done
  cat > "$root/etc/passwd" <<'USERS'
root:x:0:0:root:/root:/usr/sbin/nologin
taskora:x:10001:10001:Taskora service:/app:/usr/sbin/nologin
postgres:x:10002:10002:PostgreSQL:/var/lib/postgresql:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
USERS
  printf 'root:x:0:\ntaskora:x:10001:\npostgres:x:10002:\nnogroup:x:65534:\n' > "$root/etc/group"
  printf 'passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n' > "$root/etc/nsswitch.conf"
fi

# Package scripts, which the extract variant does not run, would join the certificates.
if [ -d "$root/usr/share/ca-certificates" ] && [ ! -s "$root/etc/ssl/certs/ca-certificates.crt" ]; then
  mkdir -p "$root/etc/ssl/certs"
  cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
fi

# The machine's name server and the day of the build must not reach an image.
rm -rf "$root/etc/resolv.conf" "$root/etc/hostname" "$root/etc/machine-id" "$root/var/lib/dbus" \
  "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d" "$root/var/lib/apt/lists" \
  "$root/var/cache" "$root/var/log" "$root/var/backups" \
  "$root/etc/passwd-" "$root/etc/group-" "$root/etc/shadow-" "$root/etc/gshadow-" \
  "$root/var/lib/dpkg/status-old" "$root/var/lib/dpkg/diversions-old" "$root/var/lib/dpkg/statoverride-old"
mkdir -p "$root/var/log" "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial"
if [ -f "$root/etc/shadow" ]; then
  sed -i -E 's/^([^:]*:[^:]*):[0-9]*:/\1:0:/' "$root/etc/shadow"
fi
find "$root" -xdev -name __pycache__ -prune -exec rm -rf {} +
find "$root" -xdev -type f -perm /6000 -exec chmod a-s {} +
