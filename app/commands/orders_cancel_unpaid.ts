import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class OrdersCancelUnpaid extends BaseCommand {
  static commandName = 'orders:cancel-unpaid'
  static description = '取消超时未支付的订单并释放库存；已在微信付款的订单改为已支付'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '只列出将被取消的订单，不做任何改动' })
  declare dryRun: boolean

  @flags.string({ description: '按下单后 N 分钟计算期限（1 到 525600），默认使用订单自己的期限' })
  declare minutes?: string

  @flags.string({ description: '每批处理的订单数（1 到 5000），默认 500' })
  declare batch?: string

  async run() {
    const minutes = this.#number('minutes', this.minutes, 525_600)
    const batch = this.#number('batch', this.batch, 5000)
    if (minutes === 'bad' || batch === 'bad') return
    if (this.dryRun) await this.#list(minutes, batch)
    else await this.#cancel(minutes, batch)
  }

  async #list(minutes?: number, batch = 500) {
    const { dueOrders } = await import('#payments/queries/due_orders')
    const table = this.ui
      .table()
      .head(['订单号', '客户', '已等待（分钟）', '金额（元）', '微信已下单'])
    let count = 0
    let after
    for (;;) {
      const due = await dueOrders({ minutes, limit: batch, after })
      if (due.length === 0) break
      after = due.at(-1)
      count += due.length
      for (const order of due.slice(0, Math.max(0, PRINTED - (count - due.length)))) {
        const waited = Math.floor((Date.now() - order.created_at.getTime()) / 60_000)
        table.row([
          order.order_number,
          order.username,
          String(waited),
          order.actual_amount,
          order.started ? '是' : '否',
        ])
      }
    }
    if (count > 0) table.render()
    if (count > PRINTED) this.logger.info(`仅列出前 ${PRINTED} 个`)
    this.logger.info(`试运行：共有 ${count} 个订单超时未支付，没有做任何改动`)
  }

  async #cancel(minutes?: number, batch?: number) {
    const { cancelUnpaidOrders } = await import('#payments/actions/cancel_unpaid_orders')
    const { countDueOrders } = await import('#payments/queries/due_orders')
    const { collectGarbage } = await import('#shared/memory')
    const total = await countDueOrders(minutes)
    if (total === 0) {
      this.logger.success('没有超时未支付的订单')
      return
    }
    const bar = this.logger.await(progress(0, total))
    bar.start()
    const result = await cancelUnpaidOrders({
      minutes,
      batch,
      onProgress: ({ cancelled, paid, waiting, failed }) => {
        bar.update(progress(cancelled + paid + waiting + failed, total))
        collectGarbage()
      },
    })
    bar.stop()
    this.logger.success(
      `已取消 ${result.cancelled} 个，改为已支付 ${result.paid} 个，` +
        `等待微信确认 ${result.waiting} 个，未完成 ${result.failed} 个`
    )
    if (result.failed > 0) this.exitCode = 1
  }

  #number(name: string, value: string | undefined, max: number): number | undefined | 'bad' {
    if (value === undefined) return undefined
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= 1 && number <= max) return number
    this.logger.error(`--${name} 应为 1 到 ${max} 之间的整数`)
    this.exitCode = 1
    return 'bad'
  }
}

const PRINTED = 200
const BAR = 30

function progress(done: number, total: number): string {
  const share = Math.min(1, done / total)
  const filled = Math.round(share * BAR)
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.round(share * 100)}% (${done}/${total})`
}
