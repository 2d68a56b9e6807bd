import { test } from '@japa/runner'
import fc from 'fast-check'
import { cutToBytes } from '#integrations/wechat_pay/requests'

test.group('Texts for WeChat Pay', () => {
  test('a cut text fits, is a beginning of the whole, and ends between two characters', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(100), (text, limit) => {
        const cut = cutToBytes(text, limit)
        const next = [...text.slice(cut.length)][0]
        assert.isTrue(text.startsWith(cut))
        assert.isAtMost(Buffer.byteLength(cut), limit)
        assert.isTrue(next === undefined || Buffer.byteLength(cut + next) > limit)
      })
    )
  })
})
