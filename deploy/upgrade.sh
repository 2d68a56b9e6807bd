#!/usr/bin/env bash
# Replaces the running release by the one that is checked out, without an interruption. For staff: docs/deployment.md
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
用法：deploy/upgrade.sh [版本] [选项]

先切换代码（git fetch && git checkout 版本），再运行本脚本：检查、备份、构建镜像、逐个更换容器、确认正常。
版本默认由 git describe 得出；写出版本时，已有同名镜像就直接使用。

  --dry-run             只做检查，显示将要做什么
  --skip-backup         不备份（会询问；没有终端时需要 --yes）
  --rebuild             即使已有同名镜像也重新构建
  --yes                 不询问
  --compose-file 文件   Compose 文件，默认为 docker-compose.prod.yaml（也可以用环境变量 COMPOSE_FILE）
  --help                显示本说明

中断或失败后，原来的容器继续服务；处理好原因以后重新执行同一条命令即可。
退出码：0 成功，1 失败，2 没有确认或参数有误
TEXT
}

VERSION=
DRY_RUN=
SKIP_BACKUP=
REBUILD=
COMPOSE_CHOICE=

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) DRY_RUN=1 ;;
      --skip-backup) SKIP_BACKUP=1 ;;
      --rebuild) REBUILD=1 ;;
      --yes) YES=1 ;;
      --compose-file) COMPOSE_CHOICE=${2:-}; [ -n "$COMPOSE_CHOICE" ] || refuse '--compose-file 后面请写文件'; shift ;;
      --help | -h) usage; exit ;;
      -*) refuse "不认识的参数 $1，用 --help 查看说明" ;;
      *) [ -z "$VERSION" ] || refuse '只能写一个版本'; VERSION=$1 ;;
    esac
    shift
  done
}

# A tag must say what is in the image, so changes that are not committed need a name of their own.
choose_version() {
  if [ -z "$VERSION" ]; then
    VERSION=$(source_version)
    [ -n "$VERSION" ] || die '无法从 git 得到版本，请写出版本：deploy/upgrade.sh 版本'
    [ -z "$(git -C "$ROOT" status --porcelain)" ] || die '代码有没有提交的修改：请先提交或撤销，或写出版本：deploy/upgrade.sh 版本'
  fi
  [[ $VERSION =~ ^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$ ]] || refuse "版本 $VERSION 不能作为镜像标签"
  PREVIOUS=$(running_release)
  export ELECTRIC_VERSION=$VERSION
  ok "版本：$PREVIOUS → $VERSION"
}

back_up() {
  if [ -n "$SKIP_BACKUP" ]; then
    confirm '不备份就升级，出错时无法恢复数据。确定吗？' || refuse '没有升级。不备份时请加 --yes 确认'
    say '- 按要求没有备份'
    return
  fi
  # The running release, not the new one, belongs into the manifest.
  ELECTRIC_VERSION=$PREVIOUS "$DEPLOY/backup.sh" --quiet ${COMPOSE_CHOICE:+--compose-file "$COMPOSE_CHOICE"} || die '备份失败，没有升级'
  ok "已备份：$(find "$BACKUP_DIR" -maxdepth 1 -name '2*-*' -type d | sort | tail -n 1)"
}

build_image() {
  if [ -z "$REBUILD" ] && [ -n "$(image_id "$VERSION")" ]; then
    ok "镜像 $IMAGE:$VERSION 已存在"
    return
  fi
  say "… 正在构建镜像 $IMAGE:$VERSION，需要几分钟"
  patiently compose build backend </dev/null >"$WORK/build" ||
    { cat "$WORK/said" >>"$WORK/build"; fail_with '构建镜像失败，没有升级' "$WORK/build"; exit 1; }
  ok "镜像 $IMAGE:$VERSION 已构建"
}

failed() {
  fail "$1"
  exit 1
}

# The last three releases, the one before this and whatever still runs stay.
prune_images() {
  local tag place=0
  while read -r tag; do
    case $tag in latest | development) continue ;; esac
    place=$((place + 1))
    if [ "$place" -le 3 ] || [ "$tag" = "$VERSION" ] || [ "$tag" = "$PREVIOUS" ] || [ "$tag" = '<none>' ]; then continue; fi
    if docker image rm "$IMAGE:$tag" >/dev/null 2>&1 </dev/null; then ok "已删除旧镜像 $IMAGE:$tag"; fi
  done < <(docker image ls --format '{{.Tag}}' "$IMAGE" </dev/null)
}

remember() {
  local choices=(ELECTRIC_VERSION="$VERSION")
  if [ "$PREVIOUS" != "$VERSION" ]; then choices+=(ELECTRIC_PREVIOUS_VERSION="$PREVIOUS"); fi
  write_choices "${choices[@]}" || die "无法写入 $PROJECT_DIR/.env，请在其中设置 ${choices[*]}"
  ok "已写入 $PROJECT_DIR/.env：${choices[*]}"
}

plan() {
  say "将要执行：$([ -n "$SKIP_BACKUP" ] && echo 不备份 || echo "备份到 $BACKUP_DIR")；构建或使用镜像 $IMAGE:$VERSION；"
  say "启动新的 backend，就绪后逐个停止原来的；更换 worker 和 nginx；检查；写入 $PROJECT_DIR/.env。"
  say '没有做任何改动（--dry-run）。'
}

main() {
  read_options "$@"
  begin
  [ "$RUNTIME" = compose ] || refuse 'upgrade.sh 只用于 Compose 安装'
  choose_runtime "$COMPOSE_CHOICE"
  choose_version
  check_docker
  check_env_file
  check_disk
  check_running
  if [ -n "$DRY_RUN" ]; then plan; return; fi
  (umask 077 && mkdir -p "$BACKUP_DIR")
  lock "$BACKUP_DIR/.upgrade.lock" 8 '另一个升级或回退'
  back_up
  build_image
  replace_backends || failed "没有升级到 $VERSION；处理好原因以后，重新执行同一条命令"
  replace_worker || failed '网站已是新版本，后台任务没有更换；处理好原因以后，重新执行同一条命令，或 deploy/rollback.sh'
  renew_nginx || failed '网站和后台任务已是新版本；处理好 nginx 以后，重新执行同一条命令'
  { wait_for_backends && check_through_nginx; } || failed "新版本没有通过检查：请查看日志，或退回：deploy/rollback.sh $PREVIOUS"
  remember
  prune_images
  say "升级完成：$PREVIOUS → $VERSION，$SECONDS 秒。需要退回时：deploy/rollback.sh"
}

main "$@"
