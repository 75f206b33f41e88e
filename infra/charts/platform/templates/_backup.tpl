{{/*
A backup counts when the file NAME.complete beside it is there: the image has no program that renames.
What a killed run left is removed first, and the oldest when there are more than are kept. A new one is
made before an old one goes, so that there is always one. Names sort by their time.
*/}}
{{- define "platform.backupScript" -}}
set -eu
umask 077
for dump in /backups/taskora-*.dump; do
  [ -e "${dump%.dump}.complete" ] || rm -f "$dump"
done
name=/backups/taskora-$(date -u +%Y%m%dT%H%M%SZ)
pg_dump --no-password --format=custom --schema=app --schema=auth --file="$name.dump"
pg_restore --list "$name.dump" > /dev/null
: > "$name.complete"
set -- /backups/taskora-*.complete
while [ $# -gt "$KEEP" ]; do
  rm -f "$1" "${1%.complete}.dump"
  shift
done
printf 'backup %s.dump; %s are kept\n' "$name" $#
{{- end }}
