import { test } from '@japa/runner'
import { authRefused, ok, rejected, unavailable, unknown } from '#integrations/outcome'
import { settlementOf } from '#messaging/delivery_rules'

const FIRST = { attempts: 1, unclear_attempts: 1 }
const busy = unavailable({ reason: 'busy', code: 'wechat_busy', message: 'system error' })
const lost = unknown({ reason: 'timeout', code: 'TIMEOUT', message: 'no answer' })

function no(code: string, vendorCode: string, message = '') {
  return rejected({ code, message, verified: true, trace: { vendorCode } })
}

test.group('After a try to send a message', () => {
  test('what WeChat took is sent', ({ assert }) => {
    assert.deepEqual(settlementOf(ok({ sent: true }), FIRST, 0.5), { end: 'sent' })
  })

  test('{errcode} ends it: {error}')
    .with([
      {
        errcode: '43101',
        outcome: no('wechat_not_subscribed', '43101'),
        error: '43101：客户没有授权这类消息，或授权已用完',
        refused: true,
      },
      {
        errcode: '40003',
        outcome: no('wechat_openid_invalid', '40003'),
        error: '40003：客户的微信身份无效',
      },
      {
        errcode: '40037',
        outcome: no('wechat_template_invalid', '40037'),
        error: '40037：模板编号不正确，请检查 WECHAT_SUBSCRIBE_TEMPLATES',
      },
      {
        errcode: '41030',
        outcome: no('wechat_page_invalid', '41030'),
        error: '41030：页面路径不正确，请检查小程序的页面',
      },
      {
        errcode: '47003',
        outcome: no(
          'wechat_field_invalid',
          '47003',
          'argument invalid! data.phrase2.value invalid'
        ),
        error: '47003：字段 phrase2 不符合模板的要求，请检查模板与字段的对应',
      },
    ])
    .run(({ assert }, { outcome, error, refused }) => {
      assert.deepEqual(settlementOf(outcome, FIRST, 0.5), {
        end: 'failed',
        error,
        ...(refused ? { refused } : {}),
      })
    })

  test('other failures are repeated five times, later and later', ({ assert }) => {
    const ends = [1, 2, 3, 4, 5, 6].map((attempts) =>
      settlementOf(busy, { attempts, unclear_attempts: 1 }, 0.5)
    )
    assert.deepEqual(
      ends.map((end) => (end.end === 'later' ? end.seconds : end.end)),
      [5, 20, 60, 180, 600, 'failed']
    )
  })

  test('the pauses vary by a fifth', ({ assert }) => {
    const seconds = [0, 1].map((random) => settlementOf(busy, { ...FIRST, attempts: 4 }, random))
    assert.containSubset(seconds, [{ seconds: 144 }, { seconds: 216 }])
  })

  test('when WeChat names a pause, it is kept', ({ assert }) => {
    const tooFast = unavailable({ ...busy, reason: 'rate_limited', retryAfterSeconds: 60 })
    assert.containSubset(settlementOf(tooFast, FIRST, 0.5), { end: 'later', seconds: 60 })
  })

  test('a lost answer is risked once more and no oftener', ({ assert }) => {
    assert.containSubset(settlementOf(lost, FIRST, 0.5), {
      end: 'later',
      seconds: 5,
      unclear: true,
    })
    const second = settlementOf(lost, { attempts: 2, unclear_attempts: 2 }, 0.5)
    assert.containSubset(second, { end: 'failed', unclear: true })
    assert.include(second.end === 'failed' ? second.error : '', '可能已经送达')
  })

  test('"not subscribed" after a lost answer leaves open whether the message arrived', ({
    assert,
  }) => {
    const outcome = no('wechat_not_subscribed', '43101')
    const end = settlementOf(outcome, { attempts: 2, unclear_attempts: 2 }, 0.5)
    assert.containSubset(end, { end: 'failed', refused: true })
    assert.include(end.end === 'failed' ? end.error : '', '客户可能已经收到')
  })

  test('an open breaker uses no try up', ({ assert }) => {
    const open = unavailable({ ...busy, reason: 'breaker_open', retryAfterSeconds: 300 })
    assert.containSubset(settlementOf(open, { attempts: 6, unclear_attempts: 1 }, 0.5), {
      end: 'later',
      seconds: 60,
      counts: false,
    })
  })

  test('refused credentials are repeated too: somebody may put them right', ({ assert }) => {
    const refused = authRefused({ code: 'wechat_misconfigured', message: 'invalid appid' })
    assert.containSubset(settlementOf(refused, FIRST, 0.5), { end: 'later', counts: true })
  })
})
