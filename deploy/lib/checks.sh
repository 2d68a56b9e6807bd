# shellcheck shell=bash
# What must hold before an upgrade and after it. Needs rolling.sh.

LEAST_FREE_GIB=2

# The file of secrets: there, and nobody else's business.
check_env_file() {
  local file mode
  file=$(chosen ELECTRIC_ENV_FILE)
  file=${file:-/etc/electric-miniprogram/.env.production}
  [ -r "$file" ] || die "无法读取环境变量文件 $file：请创建它，或用 root 运行"
  mode=$(stat -c %a "$file")
  [ "$mode" = 600 ] || [ "$mode" = 400 ] || die "环境变量文件 $file 的权限是 $mode，请执行：chmod 600 $file"
  ok "环境变量文件可读，权限 $mode"
}

check_docker() {
  docker version >/dev/null 2>"$WORK/said" </dev/null || { fail_with 'Docker 没有运行，或没有权限使用（请用 root 运行）' "$WORK/said"; exit 1; }
  compose config -q 2>"$WORK/said" </dev/null || { fail_with 'Compose 文件或 .env 有误' "$WORK/said"; exit 1; }
  ok 'Docker 和 Compose 文件可用'
}

check_disk() {
  local folder free
  folder=$(docker info -f '{{.DockerRootDir}}' 2>/dev/null </dev/null) || folder=
  if [ ! -d "$folder" ]; then folder=$PROJECT_DIR; fi
  free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1048576) }')
  [ "$free" -ge "$LEAST_FREE_GIB" ] || die "磁盘空间不足：$folder 只剩 $free GiB，至少需要 $LEAST_FREE_GIB GiB。可以执行 docker image prune 清理"
  ok "磁盘空间充足（$free GiB）"
}

check_running() {
  local id
  id=$(compose ps -q --status running backend </dev/null | sed -n 1p)
  [ -n "$id" ] || die "商城没有运行，请先启动：${COMPOSE[*]} up -d"
  answers "$id" || die "正在运行的 backend 不健康，请先查明原因：${COMPOSE[*]} logs --tail 50 backend"
  ok "商城正在运行（$(count_backends) 个 backend）"
}

# What a visitor reaches: nginx itself, and the shop behind it, under a host name that it serves.
check_through_nginx() {
  local id host text
  id=$(nginx_container)
  [ -n "$id" ] || { fail "nginx 没有运行，请执行：${COMPOSE[*]} up -d nginx"; return 1; }
  find_shop_container
  # shellcheck disable=SC2016 # the variable is that of the container
  host=$(in_shop 'printf %s "${ALLOWED_HOSTS%%,*}"' </dev/null)
  # shellcheck disable=SC2016
  text='scheme=http
    if grep -Eq "listen +443" /etc/nginx/nginx.conf; then scheme=https; fi
    wget -q -T 5 -O /dev/null http://127.0.0.1/health &&
      wget -q -T 5 -O /dev/null --no-check-certificate --header "Host: $1" "$scheme://127.0.0.1/healthz"'
  docker exec "$id" sh -c "$text" sh "${host#.}" </dev/null >/dev/null 2>"$WORK/said" ||
    { fail_with '通过 nginx 访问 /health 或 /healthz 失败' "$WORK/said"; return 1; }
  ok '通过 nginx 访问 /health 和 /healthz 正常'
}

applied_migrations() {
  ask "$DATABASE" "select regexp_replace(name, '^.*/', '') from adonis_schema" | LC_ALL=C sort
}

# What the database has had and the chosen release does not know.
unknown_migrations() {
  migrations_of_code 2>"$WORK/said" >"$WORK/migrations" && applied_migrations | LC_ALL=C comm -23 - "$WORK/migrations"
}
