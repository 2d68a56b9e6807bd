import { test } from '@japa/runner'
import { messageOf, usualFields, type MessageSource } from '#messaging/message'

const HOME = 'pages/home/index'
const TEMPLATE = { templateId: 'tmpl' }
const AT = new Date('2026-03-02T07:08:22.640Z')

function source(change: Partial<MessageSource> = {}): MessageSource {
  return {
    type: 'order',
    title: '订单已发货',
    content: '您的订单 1772435131907725 已发货，物流单号 SF1400000000123',
    metadata: {},
    created_at: AT,
    ...change,
  }
}

test.group('Subscribe messages', () => {
  test('the page is {page} for {name}')
    .with([
      {
        name: 'a page of its own',
        metadata: { page: '/pages/a/b?x=1', order_id: 4 },
        page: 'pages/a/b?x=1',
      },
      {
        name: 'an order',
        metadata: { order_id: 4, statement_id: 5 },
        page: 'pages/order-detail/index?id=4',
      },
      {
        name: 'a statement',
        metadata: { statement_id: 5 },
        page: 'pages/statement-detail/index?id=5',
      },
      {
        name: 'neither, by the template',
        metadata: {},
        own: 'pages/own/index',
        page: 'pages/own/index',
      },
      { name: 'neither, by default', metadata: {}, page: HOME },
    ])
    .run(({ assert }, { metadata, own, page }) => {
      const template = { ...TEMPLATE, ...(own ? { page: own } : {}) }
      assert.equal(messageOf(source({ metadata }), template, HOME).page, page)
    })

  test('the data are those stored with the notification', ({ assert }) => {
    const metadata = {
      subscription_data: { thing1: { value: '订单 7' }, amount2: { value: '9.00' } },
    }
    assert.deepEqual(messageOf(source({ metadata }), TEMPLATE, HOME).data, {
      thing1: '订单 7',
      amount2: '9.00',
    })
  })

  test('without stored data they are title, local time and content, cut to twenty characters', ({
    assert,
  }) => {
    for (const stored of [undefined, null, {}, 'x'])
      assert.deepEqual(
        messageOf(source({ metadata: { subscription_data: stored } }), TEMPLATE, HOME).data,
        {
          thing1: '订单已发货',
          time2: '2026-03-02 15:08',
          thing3: '您的订单 177243513190772',
        }
      )
  })

  test('a template that names its fields decides them', ({ assert }) => {
    const metadata = {
      order_number: '1772435131907725',
      status: 'shipped',
      logistics_no: 'SF14',
      subscription_data: { thing1: { value: 'x' } },
    }
    const fields = {
      character_string1: 'order_number',
      phrase2: 'status',
      time3: 'occurred_at',
      character_string4: 'logistics_no',
      thing5: 'amount',
    } as const
    const { data } = messageOf(source({ metadata }), { ...TEMPLATE, fields }, HOME)
    assert.deepEqual(data, {
      character_string1: '1772435131907725',
      phrase2: '已发货',
      time3: '2026-03-02 15:08',
      character_string4: 'SF14',
      thing5: '',
    })
  })

  test('a state that has no word is told by the title', ({ assert }) => {
    const fields = { phrase1: 'status' } as const
    const metadata = { status: 'odd' }
    const { data } = messageOf(source({ metadata }), { ...TEMPLATE, fields }, HOME)
    assert.deepEqual(data, { phrase1: '订单已发货' })
  })

  test('a number that would be cut gives way to the title', ({ assert }) => {
    const about = { title: '支付成功', content: '已支付 ¥1.00', at: AT }
    const long = usualFields({ ...about, subject: `订单 ${'1'.repeat(30)}` })
    assert.equal(long.thing1.value, '支付成功')
    const short = usualFields({ ...about, subject: '订单 1772435131907725' })
    assert.equal(short.thing1.value, '订单 1772435131907725')
  })
})
