import { test } from '@japa/runner'
import { orderStatus, paymentStatus, refundStatus } from '#shared/statuses'

interface Machine {
  values: string[]
  allows: (from: never, to: never) => boolean
  isFinal: (status: never) => boolean
}

/** The rules, written down once more: from → to. Whatever is not here is refused. */
const ORDER_MOVES = {
  pending: ['paid', 'cancelled'],
  paid: ['shipped', 'cancelled', 'refunding', 'returning'],
  shipped: ['completed', 'returning', 'refunding'],
  completed: ['returning', 'refunding', 'refunded'],
  cancelled: [],
  returning: ['refunding', 'refunded'],
  refunding: ['refunded', 'paid', 'shipped', 'completed', 'returning'],
  refunded: [],
}

const PAYMENT_MOVES = {
  init: ['processing', 'succeeded', 'failed', 'cancelled', 'expired'],
  processing: ['init', 'succeeded', 'failed', 'cancelled', 'expired'],
  succeeded: [],
  failed: ['succeeded'],
  cancelled: ['succeeded'],
  expired: ['succeeded'],
}

const REFUND_MOVES = {
  pending: ['processing', 'failed'],
  processing: ['succeeded', 'failed'],
  succeeded: [],
  failed: ['processing'],
}

const TABLES: {
  name: string
  machine: Machine
  moves: Record<string, string[]>
  begins: string[]
}[] = [
  { name: 'order', machine: orderStatus, moves: ORDER_MOVES, begins: ['pending', 'paid'] },
  { name: 'payment', machine: paymentStatus, moves: PAYMENT_MOVES, begins: ['init'] },
  { name: 'refund', machine: refundStatus, moves: REFUND_MOVES, begins: ['pending'] },
]

test.group('Status tables', () => {
  test('the {name} goes exactly the ways of the rules')
    .with(TABLES)
    .run(({ assert }, { machine, moves }) => {
      assert.sameMembers(machine.values, Object.keys(moves))
      for (const from of machine.values)
        for (const to of machine.values)
          assert.equal(
            machine.allows(from as never, to as never),
            moves[from].includes(to),
            `${from} → ${to}`
          )
    })

  test('every status of the {name} can be reached')
    .with(TABLES)
    .run(({ assert }, { machine, begins }) => {
      const reached = new Set(begins)
      for (const from of reached)
        for (const to of machine.values)
          if (machine.allows(from as never, to as never)) reached.add(to)
      assert.sameMembers([...reached], machine.values)
    })

  test('what is final has no way out, and only that', ({ assert }) => {
    const finals = ({ machine }: (typeof TABLES)[number]) =>
      machine.values.filter((status) => machine.isFinal(status as never))
    assert.deepEqual(TABLES.map(finals), [['cancelled', 'refunded'], ['succeeded'], ['succeeded']])
  })

  test('labels are those of the mini-program', ({ assert }) => {
    assert.deepEqual(
      orderStatus.values.map((status) => orderStatus.label(status)),
      ['待支付', '待发货', '待收货', '已完成', '已取消', '退货中', '退款中', '已退款']
    )
  })

  test('a name that every object has is no status', ({ assert }) => {
    for (const value of ['toString', '__proto__', 'constructor', '', 'PAID'])
      assert.isFalse(orderStatus.is(value))
    assert.isTrue(orderStatus.is('paid'))
  })
})
