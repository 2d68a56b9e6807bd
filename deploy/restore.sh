#!/usr/bin/env bash
# Puts a back-up in the place of the present database and pictures. Everything is unpacked and checked beside
# what is there, which keeps its place until the end and another name after it. For staff: docs/deployment.md
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
source "$DEPLOY/lib/services.sh"

usage() {
  cat <<'TEXT'
用法：deploy/restore.sh 备份目录 --yes [选项]
      deploy/restore.sh --drop-old [--yes]

  （没有 --yes）        只检查备份，显示将被覆盖的内容，不做任何改动
  --yes                 确认覆盖现在的数据
  --database-only       只恢复数据库
  --media-only          只恢复图片和私有文件
  --drop-old            恢复成功后删除这次替换下来的数据；不写备份目录时，删除以前各次恢复保留的全部数据
  --force               备份的数据库结构比程序新时也恢复
  --compose-file 文件   Compose 文件，默认为 docker-compose.prod.yaml（也可以用环境变量 COMPOSE_FILE）
  --help                显示本说明

环境变量与 deploy/backup.sh 相同。
退出码：0 成功，1 失败（现在的数据没有改动，除非另有说明），2 没有 --yes 或参数有误
TEXT
}

FOLDER=
PARTS='database media'
DROP_OLD=
FORCE=
COMPOSE_CHOICE=
FILLING=
UNPACKED=
SWAPPED=
KEPT_DATABASE=
TIME=

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --yes) YES=1 ;;
      --database-only) PARTS=database ;;
      --media-only) PARTS=media ;;
      --drop-old) DROP_OLD=1 ;;
      --force) FORCE=1 ;;
      --compose-file) COMPOSE_CHOICE=${2:-}; [ -n "$COMPOSE_CHOICE" ] || refuse '--compose-file 后面请写文件'; shift ;;
      --help | -h) usage; exit ;;
      -*) refuse "不认识的参数 $1，用 --help 查看说明" ;;
      *) [ -z "$FOLDER" ] || refuse '只能写一个备份目录'; FOLDER=$1 ;;
    esac
    shift
  done
  [ -n "$FOLDER$DROP_OLD" ] || { usage >&2; exit 2; }
}

restores() { [[ " $PARTS " == *" $1 "* ]]; }

# The code must know every migration that the back-up has had.
require_known_schema() {
  local schema
  schema=$(manifest_value "$FOLDER" schema)
  restores database && [ -z "$FORCE" ] || return 0
  migrations_of_code 2>"$WORK/said" >"$WORK/migrations" || { fail_with '无法读取程序的数据库结构' "$WORK/said"; exit 1; }
  grep -qxF "$schema" "$WORK/migrations" ||
    die "备份的数据库结构（$schema）比现在的程序新，请先升级程序；确实要恢复时加 --force"
}

show_plan() {
  local line
  say "备份：$FOLDER"
  say "  时间 $(manifest_value "$FOLDER" created_at)，版本 $(manifest_value "$FOLDER" release)，数据库结构 $(manifest_value "$FOLDER" schema)，$(manifest_value "$FOLDER" rows) 行"
  if restores database; then
    if database_exists "$DATABASE"; then line=$(present_rows "$DATABASE" </dev/null | joined '，'); else line=不存在; fi
    say "将被覆盖的数据库 $DATABASE：${line:-空}"
  fi
  if restores media; then
    say "将被覆盖的图片：$(media_count public) 个文件；私有文件：$(media_count private) 个（备份中 $(manifest_value "$FOLDER" media_files) 和 $(manifest_value "$FOLDER" private_media_files) 个）"
  fi
  say '备份之后的订单、付款记录和图片会从商城消失；恢复前的数据改名保留，不会删除。'
}

media_count() { media "$1" "$LIST" </dev/null | wc -l; }

# Whatever failed before the swap leaves nothing behind, and the shop serves what it served.
leave_as_it_was() {
  if [ -n "$FILLING" ]; then drop_database "$FILLING" 2>/dev/null || true; fi
  if [ -n "$UNPACKED" ]; then { forget_unpacked public; forget_unpacked private; } 2>/dev/null || true; fi
  if [ -z "$SWAPPED" ]; then
    fail '没有恢复，原来的数据没有改动'
    start_shop || true
  elif [ "$SWAPPED" = part ]; then
    fail '没有全部恢复：原来的数据都还在，请重新执行同一条命令'
  fi
}

step() { # DONE FAILED COMMAND…
  local done=$1 failed=$2
  shift 2
  patiently "$@" </dev/null || { fail_with "$failed" "$WORK/said"; exit 1; }
  ok "$done"
}

prepare() {
  undo leave_as_it_was
  stop_shop
  if restores database; then
    FILLING=${DATABASE}_restoring
    step '数据库已恢复到旁边，每张表的行数一致' '恢复数据库失败' fill_database "$FILLING" "$FOLDER/database.dump" "$FOLDER/rows.txt"
  fi
  if restores media; then
    UNPACKED=1
    step '图片已解开，校验值一致' '恢复图片失败' unpack_media public "$FOLDER/media.tar" "$FOLDER/media.sha256"
    step '私有文件已解开，校验值一致' '恢复私有文件失败' unpack_media private "$FOLDER/private-media.tar" "$FOLDER/private-media.sha256"
  fi
}

swap() {
  local place
  TIME=$(china_time +%Y%m%d%H%M%S)
  if restores database; then
    KEPT_DATABASE=${DATABASE}_before_$TIME
    undisturbed swap_database "$DATABASE" "$FILLING" "$KEPT_DATABASE" </dev/null || { fail_with '切换数据库失败' "$WORK/said"; exit 1; }
    FILLING=
    SWAPPED=part
    database_exists "$KEPT_DATABASE" || KEPT_DATABASE=
    ok "已切换数据库${KEPT_DATABASE:+，原来的数据库改名为 $KEPT_DATABASE}"
  fi
  if restores media; then
    SWAPPED=part
    for place in public private; do
      undisturbed swap_media "$place" "$TIME" >"$WORK/kept" ||
        { fail_with '切换图片失败' "$WORK/said"; exit 1; }
      ok "已切换$([ $place = public ] && echo 图片 || echo 私有文件)$([ -s "$WORK/kept" ] && echo "，原来的在 $(<"$WORK/kept")")"
    done
    UNPACKED=
  fi
  SWAPPED=whole
}

report() {
  if [ -n "$DROP_OLD" ]; then drop_replaced; else
    say '确认无误后，用 deploy/restore.sh --drop-old --yes 删除恢复前的数据。'
  fi
  say "恢复完成：$(manifest_value "$FOLDER" rows) 行，$SECONDS 秒"
  if [ "$RUNTIME" = host ]; then say '请启动商城和后台任务；数据库结构较旧时，先执行 node ace shop:prepare。'; fi
  say '请检查：
  1. 后台的订单和付款：备份之后的付款由后台任务自动向微信核对，半小时后仍未付款的订单，请在微信商户平台对照。
  2. 退款、发货和消息：尚未完成的任务会继续执行，同一笔不会重复退款；顾客可能再收到一次通知。
  3. 随机打开几件商品，看图片是否正常；让一位员工登录后台。'
}

# Only what this restore replaced: an earlier one may have put aside what somebody still needs.
drop_replaced() {
  if [ -n "$KEPT_DATABASE" ]; then drop_database "$KEPT_DATABASE"; fi
  if restores media; then drop_kept_media public "$TIME" && drop_kept_media private "$TIME"; fi
  ok '已删除恢复前的数据'
}

# What all earlier restores kept. Shown first, removed with --yes.
drop_kept() {
  local databases folders name
  databases=$(kept_databases)
  folders=$(kept_media public; kept_media private)
  if [ -z "$databases$folders" ]; then ok '没有以前恢复时保留的数据'; return; fi
  say "恢复前的数据：$(printf '%s\n%s' "$databases" "$folders" | joined ' ')"
  [ -n "$YES" ] || refuse '要删除这些数据，请加 --yes'
  for name in $databases; do drop_database "$name"; done
  drop_kept_media public '*' && drop_kept_media private '*'
  ok '已删除恢复前的数据'
}

check_before() {
  is_backup "$FOLDER" || { check_backup "$FOLDER"; exit 1; }
  require_database
  check_backup "$FOLDER" || exit 1
  ok '备份完整可用'
  if [ "$(manifest_value "$FOLDER" media)" != local ] || [ "$(media_storage)" = s3 ]; then
    [ "$PARTS" != media ] || die '图片保存在 S3 存储桶中，这里没有可以恢复的图片'
    PARTS=database
    say '- 图片保存在 S3 存储桶中，只恢复数据库'
  fi
  require_known_schema
}

main() {
  read_options "$@"
  begin
  choose_runtime "$COMPOSE_CHOICE"
  if [ "$RUNTIME" = compose ]; then
    compose up -d --wait --no-recreate --no-build db </dev/null >/dev/null 2>"$WORK/said" || { fail_with '启动数据库容器失败' "$WORK/said"; exit 1; }
  fi
  if [ -z "$FOLDER" ]; then
    require_database
    drop_kept
    return
  fi
  if [ -d "$BACKUP_DIR" ]; then lock "$BACKUP_DIR/.lock" 9 '另一个备份或恢复'; fi
  check_before
  show_plan
  [ -n "$YES" ] || refuse '没有做任何改动。确认要覆盖，请在命令后面加 --yes'
  prepare
  swap
  start_shop
  report
}

main "$@"
