#!/bin/sh
# Starts development inside the container of docker-compose.dev.yaml. The sources belong to somebody on the host, and
# what is written beside them must belong to the same person, whoever that is.
set -eu

owner=$(stat -c %u:%g .)
for folder in node_modules "$DATA_DIR"; do
  [ "$(stat -c %u:%g "$folder")" = "$owner" ] || chown -R "$owner" "$folder"
done
export HOME=/tmp
exec setpriv --reuid "${owner%:*}" --regid "${owner#*:}" --clear-groups node scripts/start.mjs --dev
