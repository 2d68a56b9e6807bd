import app from '@adonisjs/core/services/app'
import { Gauge } from 'prom-client'
import { Runtime } from '#integrations/runtime'
import { registry } from '#operations/registry'
import settings from '#start/env'

async function snapshots() {
  const runtime = await app.container.make(Runtime)
  return runtime.breakerSnapshots()
}

new Gauge({
  name: 'shop_breaker_state',
  help: 'Breakers of this process by group: 1 for the state that holds; a group appears with its first call',
  labelNames: ['group', 'state'] as const,
  registers: [registry],
  async collect() {
    for (const { group, state } of await snapshots())
      for (const each of ['closed', 'open', 'probing'])
        this.set({ group, state: each }, each === state ? 1 : 0)
  },
})

new Gauge({
  name: 'shop_breaker_calls',
  help: 'Calls of outside systems within the last minute',
  labelNames: ['group'] as const,
  registers: [registry],
  async collect() {
    for (const { group, calls } of await snapshots()) this.set({ group }, calls)
  },
})

new Gauge({
  name: 'shop_breaker_failures',
  help: 'Of these calls, those without an answer',
  labelNames: ['group'] as const,
  registers: [registry],
  async collect() {
    for (const { group, failures } of await snapshots()) this.set({ group }, failures)
  },
})

new Gauge({
  name: 'shop_breaker_last_success_timestamp_seconds',
  help: 'When a call last succeeded',
  labelNames: ['group'] as const,
  registers: [registry],
  async collect() {
    for (const { group, lastSuccessAt } of await snapshots())
      if (lastSuccessAt !== undefined) this.set({ group }, lastSuccessAt / 1000)
  },
})

const configured = new Gauge({
  name: 'shop_provider_configured',
  help: 'Outside systems by the settings: 1 when switched on',
  labelNames: ['provider'] as const,
  registers: [registry],
})
configured.set({ provider: 'wechat_pay' }, settings.wechatPay.enabled ? 1 : 0)
configured.set(
  { provider: 'wechat_messages' },
  Object.keys(settings.messages.templates).length > 0 ? 1 : 0
)
configured.set({ provider: 'haier' }, settings.suppliers.haier.configured ? 1 : 0)
