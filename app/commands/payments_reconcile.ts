import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Ten years: more than any shop has. */
const MOST_HOURS = 87_600
const PRINTED = 200

export default class PaymentsReconcile extends BaseCommand {
  static commandName = 'payments:reconcile'
  static description = '向微信查询到期的支付和退款，已付款的订单改为已支付'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '只列出将向微信查询的支付和退款，不做任何改动' })
  declare dryRun: boolean

  @flags.string({
    description: '不论是否到期，查询最近 N 小时内所有没有结果的支付和退款（从备份恢复后使用）',
  })
  declare since?: string

  async run() {
    const since = this.#since()
    if (since === 'bad') return
    if (this.dryRun) await this.#list(since)
    else await this.#reconcile(since)
  }

  async #list(since?: number) {
    const { dueReconciliations } = await import('#payments/queries/due_reconciliations')
    const due = await dueReconciliations(since)
    const table = this.ui.table().head(['类型', '订单号', '商户单号', '金额（元）', '状态'])
    for (const { kind, order_number: order, number, amount, status } of due.slice(0, PRINTED))
      table.row([kind === 'payment' ? '支付' : '退款', order, number, amount, status])
    if (due.length > 0) table.render()
    if (due.length > PRINTED) this.logger.info(`仅列出前 ${PRINTED} 个`)
    this.logger.info(`试运行：将查询 ${due.length} 笔支付和退款，没有做任何改动`)
  }

  async #reconcile(since?: number) {
    const { reconcilePayments, requeryPayments } =
      await import('#payments/actions/reconcile_payments')
    const total = { payments: 0, paid: 0, refunds: 0, failed: 0 }
    if (since !== undefined) await requeryPayments(since)
    const bar = this.logger.await('正在向微信查询')
    bar.start()
    const until = new Date()
    for (;;) {
      const batch = await reconcilePayments({ endedHours: since, until })
      if (batch.payments + batch.refunds === 0) break
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += batch[key]
      bar.update(`正在向微信查询：已完成 ${total.payments + total.refunds} 笔`)
    }
    bar.stop()
    this.logger.success(
      `已查询 ${total.payments} 笔支付（其中 ${total.paid} 笔已付款）、${total.refunds} 笔退款，` +
        `未能查询 ${total.failed} 笔`
    )
    if (total.failed > 0) this.exitCode = 1
  }

  #since(): number | undefined | 'bad' {
    if (this.since === undefined) return undefined
    const hours = Number(this.since)
    if (/^\d+$/.test(this.since) && hours >= 1 && hours <= MOST_HOURS) return hours
    this.logger.error(`--since 应为 1 到 ${MOST_HOURS} 之间的整数（小时）`)
    this.exitCode = 1
    return 'bad'
  }
}
