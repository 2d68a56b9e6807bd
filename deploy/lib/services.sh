# shellcheck shell=bash
# Stopping and starting the shop around a restore. Needs runtime.sh.

STOPPED=
BACKENDS=1

# Stopped ones count: an interrupted restore is repeated with as many.
count_backends() { compose ps -aq backend </dev/null | wc -l; }

# In a container the scripts stop what writes; on a host, whoever runs the shop does it first.
stop_shop() {
  local others count
  if [ "$RUNTIME" = compose ]; then
    count=$(count_backends)
    if [ "$count" -gt 0 ]; then BACKENDS=$count; fi
    STOPPED=1
    forget_shop_container
    compose stop backend worker </dev/null >/dev/null 2>"$WORK/said" || { fail_with '停止 backend 和 worker 失败' "$WORK/said"; exit 1; }
    ok '已停止 backend 和 worker'
  fi
  others=$(connections_to "$DATABASE")
  [ -z "$others" ] || die "还有程序连接着数据库 $DATABASE：$others。请先停止商城和后台任务，关闭其他数据库工具，再重新执行"
}

# Brings up the release that is chosen in .env: the old containers, or new ones where it differs.
start_shop() {
  [ -n "$STOPPED" ] || return 0
  STOPPED=
  compose up -d --no-build --scale backend="$BACKENDS" backend worker </dev/null >/dev/null 2>"$WORK/said" ||
    { fail_with "启动 backend 和 worker 失败，请手工执行：${COMPOSE[*]} up -d" "$WORK/said"; return 1; }
  ok '已启动 backend 和 worker'
  wait_for_backends
}

# Every container answers by itself, at the latest after HEALTH_SECONDS.
wait_for_backends() {
  local id
  for id in $(compose ps -q backend </dev/null); do
    wait_healthy "$id" || { fail "backend（${id:0:12}）没有就绪，请查看：${COMPOSE[*]} logs --tail 50 backend"; return 1; }
  done
  ok "backend 已就绪（$(count_backends) 个）"
}

answers() { docker exec "$1" curl -fsS -m 5 -o /dev/null http://127.0.0.1:8000/healthz </dev/null >/dev/null 2>&1; }

# Gives up early on a container that ends again and again.
wait_healthy() {
  local deadline=$((SECONDS + ${HEALTH_SECONDS:-180})) state
  until answers "$1"; do
    state=$(docker inspect -f '{{.RestartCount}} {{.State.Status}}' "$1" 2>/dev/null) || return
    if [ "${state%% *}" -ge 3 ] || [ "${state##* }" = exited ] || [ "$SECONDS" -ge "$deadline" ]; then return 1; fi
    sleep 1
  done
}
