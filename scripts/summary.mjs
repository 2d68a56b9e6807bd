import { bold, green } from './report.mjs'

/** What the operator needs once everything runs. */
export function summary({ port, host, sandboxPort, administrator, kept, folder, dev, embedded }) {
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  const shop = `http://${name}:${port}`
  const mode = dev ? '商城已启动（开发模式，修改代码后自动生效）' : '商城已启动'
  const seconds = (performance.now() / 1000).toFixed(1)
  const onlyIfEmpty = embedded ? '' : '（首次启动时数据库为空才会创建）'
  return `
${green('✓')} ${bold(mode)}，用时 ${seconds} 秒

  小程序接口   ${shop}/api/
  管理后台     ${shop}/merchant/admin
  管理员       ${administrator}
  初始密码     ${kept.administratorPassword}${onlyIfEmpty}
  支付沙箱     http://127.0.0.1:${sandboxPort}/__sandbox

  数据目录     ${folder}
  按 Ctrl-C 停止。

`
}
