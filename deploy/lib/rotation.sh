# shellcheck shell=bash
# Which back-ups stay: all of the last BACKUP_KEEP_DAYS days, then the newest of each week for eight weeks.
# The newest back-up always stays, and so does everything that is not a back-up. Needs backup_folder.sh.

BACKUP_KEEP_DAYS=${BACKUP_KEEP_DAYS:-14}
KEEP_WEEKS=8

# The day in the name of a back-up, counted from 1970, and its week.
day_of() { echo $(($(date -u -d "${1:0:8}" +%s) / 86400)); }
week_of() { date -u -d "${1:0:8}" +%G-%V; }

# Back-ups that have had their time, one a line. A name that is no date stays.
outdated_backups() {
  local today folder name week age newest=1
  local -A weeks=()
  today=$(day_of "$(china_time +%Y%m%d)")
  while read -r folder; do
    name=$(basename "$folder")
    age=$((today - $(day_of "$name" 2>/dev/null || echo "$today")))
    if [ -n "$newest" ] || [ "$age" -lt "$BACKUP_KEEP_DAYS" ]; then
      newest=
      continue
    fi
    week=$(week_of "$name")
    if [ "$age" -lt $((BACKUP_KEEP_DAYS + KEEP_WEEKS * 7)) ] && [ -z "${weeks[$week]:-}" ]; then
      weeks[$week]=1
      continue
    fi
    printf '%s\n' "$folder"
  done < <(backups | LC_ALL=C sort -r)
}

# Renamed first: what is being removed no longer counts as a back-up.
rotate() {
  local folder removed=0
  while read -r folder; do
    mv "$folder" "$BACKUP_DIR/.removed-$(basename "$folder")"
    rm -rf "$BACKUP_DIR/.removed-$(basename "$folder")"
    removed=$((removed + 1))
  done < <(outdated_backups)
  [ "$removed" = 0 ] || ok "已清理过期备份 $removed 份"
}
