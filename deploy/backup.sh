#!/usr/bin/env bash
# Backs up database, pictures and private files into a folder of its own, which gets its name only when
# everything in it has been read back. For staff: docs/deployment.md
# shellcheck source-path=SCRIPTDIR
set -euo pipefail
umask 077

DEPLOY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$DEPLOY/lib/terminal.sh"
source "$DEPLOY/lib/steps.sh"
source "$DEPLOY/lib/runtime.sh"
source "$DEPLOY/lib/database.sh"
source "$DEPLOY/lib/media.sh"
source "$DEPLOY/lib/backup_folder.sh"
source "$DEPLOY/lib/rotation.sh"
source "$DEPLOY/lib/release.sh"

usage() {
  cat <<'TEXT'
用法：deploy/backup.sh [选项]

  （没有选项）          备份数据库、图片和私有文件，校验后清理过期备份
  --list                列出已有的备份
  --verify 目录         检查一份备份是否完整可用
  --quiet               只在出错时输出，适合 cron
  --compose-file 文件   Compose 文件，默认为 docker-compose.prod.yaml（也可以用环境变量 COMPOSE_FILE）
  --help                显示本说明

环境变量：
  BACKUP_DIR            备份目录，默认 /var/backups/electric-miniprogram
  BACKUP_KEEP_DAYS      全部保留最近多少天的备份，默认 14；更早的每周保留一份，共 8 周
  DOCKER_COMPOSE        docker compose 命令，默认“docker compose”
  DOCKER                docker 命令，默认“docker”
  ELECTRIC_RUNTIME      compose（默认）或 host；host 表示不使用容器，需要 PostgreSQL 17 的客户端，以及
                        POSTGRES_HOST、POSTGRES_PORT、POSTGRES_USER、POSTGRES_PASSWORD、POSTGRES_DB、
                        MEDIA_ROOT、PRIVATE_MEDIA_ROOT（可以写在 ELECTRIC_ENV_FILE 指定的文件里）

退出码：0 成功，1 失败（不会留下看起来完整的备份），2 参数有误
TEXT
}

ACTION=backup
FOLDER=
COMPOSE_CHOICE=
PARTIAL=
MEDIA=

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --list) ACTION=list ;;
      --verify) ACTION=verify FOLDER=${2:-}; [ -n "$FOLDER" ] || refuse '--verify 后面请写备份目录'; shift ;;
      --quiet) QUIET=1 ;;
      --compose-file) COMPOSE_CHOICE=${2:-}; [ -n "$COMPOSE_CHOICE" ] || refuse '--compose-file 后面请写文件'; shift ;;
      --help | -h) usage; exit ;;
      *) refuse "不认识的参数 $1，用 --help 查看说明" ;;
    esac
    shift
  done
  [[ $BACKUP_KEEP_DAYS =~ ^[0-9]{1,4}$ ]] || refuse 'BACKUP_KEEP_DAYS 应为天数，例如 14'
}

open_folder() {
  { mkdir -p "$BACKUP_DIR" 2>/dev/null && [ -w "$BACKUP_DIR" ]; } ||
    die "无法写入备份目录 $BACKUP_DIR，请用 root 运行或设置 BACKUP_DIR"
  BACKUP_DIR=$(cd "$BACKUP_DIR" && pwd)
  lock "$BACKUP_DIR/.lock" 9 '另一个备份或恢复'
  sweep_leftovers
}

# The dump is smaller than the database, so this errs on the safe side.
require_space() {
  local public=0 private=0 need free
  STORED=$(ask "$DATABASE" "select pg_database_size(current_database()) / 1024, current_setting('server_version')")
  POSTGRES_RELEASE=${STORED##*|}
  STORED=${STORED%%|*}
  MEDIA=$(media_storage 2>"$WORK/said") || { fail_with '无法读取图片目录的设置' "$WORK/said"; exit 1; }
  if [ "$MEDIA" = local ]; then
    { public=$(media_bytes public) && private=$(media_bytes private); } 2>"$WORK/said" ||
      { fail_with '无法读取图片目录' "$WORK/said"; exit 1; }
  fi
  need=$((STORED + public + private + 65536))
  free=$(df -Pk "$BACKUP_DIR" | awk 'NR == 2 { print $4 }')
  [ "$free" -gt "$need" ] ||
    die "磁盘空间不足：$BACKUP_DIR 需要约 $(human $((need * 1024)))，只剩 $(human $((free * 1024)))"
}

remove_partial() { if [ -n "$PARTIAL" ]; then rm -rf "$PARTIAL"; fi; }

step() { # DONE FAILED COMMAND…
  local done=$1 failed=$2
  shift 2
  patiently "$@" </dev/null || { fail_with "$failed" "$WORK/said"; exit 1; }
  ok "$done"
}

dump_database() { pg pg_dump -Fc -d "$DATABASE" >"$PARTIAL/database.dump"; }
count_dump() {
  rows_of_dump "$PARTIAL/database.dump" "$WORK/schema" >"$PARTIAL/rows.txt" &&
    { [ -s "$WORK/schema" ] || { echo "数据库 $DATABASE 中没有商城的表" >&2; false; }; }
}

write_manifest() {
  local place
  {
    printf '%s=%s\n' format "$FORMAT" created_at "$(china_time +%Y-%m-%dT%H:%M:%S+08:00)" \
      release "$(running_release)" schema "$(<"$WORK/schema")" \
      postgres "$POSTGRES_RELEASE" database "$DATABASE" \
      database_kilobytes "$STORED" \
      tables "$(wc -l <"$PARTIAL/rows.txt")" rows "$(awk -F '\t' '{ sum += $2 } END { printf "%d", sum }' "$PARTIAL/rows.txt")" \
      dump_bytes "$(stat -c %s "$PARTIAL/database.dump")" media "$MEDIA"
    [ "$MEDIA" = local ] || return 0
    for place in media private-media; do
      printf '%s=%s\n' "${place//-/_}_files" "$(wc -l <"$PARTIAL/$place.sha256")" \
        "${place//-/_}_bytes" "$(stat -c %s "$PARTIAL/$place.tar")"
    done
  } >"$PARTIAL/manifest"
}

# On the disk first, then its name.
finish() {
  sync "$PARTIAL"/* "$PARTIAL"
  while FOLDER=$BACKUP_DIR/$(china_time +%Y%m%d-%H%M%S) && [ -e "$FOLDER" ]; do sleep 0.1; done
  mv -T "$PARTIAL" "$FOLDER"
  PARTIAL=
  sync "$BACKUP_DIR"
}

back_up() {
  open_folder
  require_database
  require_space
  undo remove_partial
  PARTIAL=$BACKUP_DIR/.partial-$(china_time +%Y%m%d-%H%M%S)-$$
  mkdir "$PARTIAL"

  # The database first: every picture that it knows is on the disk by then.
  step '数据库已备份' '备份数据库失败' dump_database
  step "已读回数据库备份，逐表计数" '数据库备份无法读回' count_dump
  if [ "$MEDIA" = local ]; then
    step '图片已备份' '备份图片失败' pack_media public "$PARTIAL/media.tar" "$PARTIAL/media.sha256"
    step '私有文件已备份' '备份私有文件失败' pack_media private "$PARTIAL/private-media.tar" "$PARTIAL/private-media.sha256"
  else
    say '- 图片保存在 S3 存储桶中，不在备份之内，请使用存储桶自己的版本或复制功能'
  fi
  write_manifest
  write_checksums "$PARTIAL" "$MEDIA"
  check_backup "$PARTIAL" || exit 1
  finish
  ok '校验通过'
  rotate
  say "备份完成：$FOLDER，$(du -sh "$FOLDER" | cut -f 1)，$SECONDS 秒，$(manifest_value "$FOLDER" tables) 张表 $(manifest_value "$FOLDER" rows) 行"
  exit
}

verify() {
  is_backup "$FOLDER" || { check_backup "$FOLDER"; exit 1; }
  require_database
  check_backup "$FOLDER" || exit 1
  ok "备份完整可用：$FOLDER，$(manifest_value "$FOLDER" created_at)，$(manifest_value "$FOLDER" rows) 行"
}

main() {
  read_options "$@"
  begin
  if [ "$ACTION" != list ]; then choose_runtime "$COMPOSE_CHOICE"; fi
  case $ACTION in
    list) list_backups ;;
    verify) verify ;;
    backup) back_up ;;
  esac
}

main "$@"
