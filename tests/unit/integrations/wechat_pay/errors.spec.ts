import { test } from '@japa/runner'
import { canonicalCode } from '#integrations/wechat_pay/errors'

test.group('Codes of WeChat Pay', () => {
  test('{sent} is read as {read}')
    .with([
      { sent: 'ORDERNOTEXIST', read: 'ORDER_NOT_EXIST' },
      { sent: 'ORDER_NOT_EXIST', read: 'ORDER_NOT_EXIST' },
      { sent: 'ORDERPAID', read: 'ORDER_PAID' },
      { sent: 'ORDERCLOSED', read: 'ORDER_CLOSED' },
      { sent: 'NOTENOUGH', read: 'NOT_ENOUGH' },
      { sent: 'SYSTEMERROR', read: 'SYSTEM_ERROR' },
      { sent: 'USERPAYING', read: 'USER_PAYING' },
      { sent: 'system_error', read: 'SYSTEM_ERROR' },
      { sent: 'NEW_ONE', read: 'NEW_ONE' },
    ])
    .run(({ assert }, { sent, read }) => {
      assert.equal(canonicalCode(sent), read)
    })
})
