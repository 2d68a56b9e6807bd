#!/usr/bin/env bash
# Goes back to an earlier image, without an interruption, and with --with-database to an earlier back-up as well.
# For staff: docs/deployment.md
# shellcheck source-path=SCRIPTDIR
set -euo pipefail

DEPLOY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$DEPLOY/lib/terminal.sh"
source "$DEPLOY/lib/steps.sh"
source "$DEPLOY/lib/runtime.sh"
source "$DEPLOY/lib/services.sh"
source "$DEPLOY/lib/release.sh"
source "$DEPLOY/lib/rolling.sh"
source "$DEPLOY/lib/database.sh"
source "$DEPLOY/lib/checks.sh"

usage() {
  cat <<'TEXT'
用法：deploy/rollback.sh [版本] [选项]

换回以前的镜像，数据不变，商城不中断。版本默认为 .env 中的 ELECTRIC_PREVIOUS_VERSION。

  --with-database 目录  同时恢复这份备份（商城会停几分钟，备份之后的数据会被覆盖；会询问）
  --yes                 不询问
  --compose-file 文件   Compose 文件，默认为 docker-compose.prod.yaml（也可以用环境变量 COMPOSE_FILE）
  --help                显示本说明

退出码：0 成功，1 失败，2 没有确认或参数有误
TEXT
}

VERSION=
FOLDER=
COMPOSE_CHOICE=

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --with-database) FOLDER=${2:-}; [ -n "$FOLDER" ] || refuse '--with-database 后面请写备份目录'; shift ;;
      --yes) YES=1 ;;
      --compose-file) COMPOSE_CHOICE=${2:-}; [ -n "$COMPOSE_CHOICE" ] || refuse '--compose-file 后面请写文件'; shift ;;
      --help | -h) usage; exit ;;
      -*) refuse "不认识的参数 $1，用 --help 查看说明" ;;
      *) [ -z "$VERSION" ] || refuse '只能写一个版本'; VERSION=$1 ;;
    esac
    shift
  done
}

choose_version() {
  CURRENT=$(running_release)
  VERSION=${VERSION:-$(chosen ELECTRIC_PREVIOUS_VERSION)}
  [ -n "$VERSION" ] || refuse '不知道退回到哪个版本，请写出版本：deploy/rollback.sh 版本'
  if [ -z "$(image_id "$VERSION")" ]; then
    die "没有镜像 $IMAGE:$VERSION。现有的版本：$(docker image ls --format '{{.Tag}}' "$IMAGE" </dev/null | joined '、')。也可以切换代码后用 deploy/upgrade.sh 构建"
  fi
  export ELECTRIC_VERSION=$VERSION
  ok "版本：$CURRENT → $VERSION"
}

explain_migrations() {
  local names
  names=$(unknown_migrations | joined '、') || { fail_with "无法读取 $IMAGE:$VERSION 的数据库结构" "$WORK/said"; exit 1; }
  if [ -z "$names" ]; then say '- 数据库结构没有变化'; return; fi
  say "- 之后的数据库结构升级：$names"
  say '  这些升级只增加内容，上一个版本可以在新的结构上运行（docs/rules/migrations.md），不需要恢复数据库。'
}

remember() {
  local choices=(ELECTRIC_VERSION="$VERSION")
  if [ "$CURRENT" != "$VERSION" ]; then choices+=(ELECTRIC_PREVIOUS_VERSION="$CURRENT"); fi
  write_choices "${choices[@]}" || die "无法写入 $PROJECT_DIR/.env，请在其中设置 ${choices[*]}"
  ok "已写入 $PROJECT_DIR/.env：${choices[*]}"
}

# The shop stands still meanwhile, so the containers of the old image are simply made by `up`.
restore_database() {
  local yes=() code=0
  if confirm "恢复 $FOLDER 会覆盖备份之后的全部数据。确定吗？"; then yes=(--yes); fi
  "$DEPLOY/restore.sh" "$FOLDER" "${yes[@]}" ${COMPOSE_CHOICE:+--compose-file "$COMPOSE_CHOICE"} || code=$?
  if [ "$code" != 0 ]; then
    fail "没有恢复数据库，也没有退回到 $VERSION"
    exit "$code"
  fi
}

switch() {
  replace_backends || { fail "没有退回到 $VERSION；处理好原因以后，重新执行同一条命令"; exit 1; }
  replace_worker || exit 1
}

main() {
  read_options "$@"
  begin
  [ "$RUNTIME" = compose ] || refuse 'rollback.sh 只用于 Compose 安装'
  choose_runtime "$COMPOSE_CHOICE"
  check_docker
  require_database
  choose_version
  explain_migrations
  (umask 077 && mkdir -p "$BACKUP_DIR")
  lock "$BACKUP_DIR/.upgrade.lock" 8 '另一个升级或回退'
  if [ -n "$FOLDER" ]; then restore_database; else switch; fi
  remember
  reload_nginx || true
  { wait_for_backends && check_through_nginx; } || { fail '没有通过检查，请查看日志'; exit 1; }
  say "已退回到 $VERSION，$SECONDS 秒"
}

main "$@"
