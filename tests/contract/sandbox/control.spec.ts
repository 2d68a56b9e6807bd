import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { IDS, send, statusOf, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig } from '#tests/contract/sandbox/support/rig'

const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`

test.group('Sandbox | journal', () => {
  test('holds every request and notification in order, with the verdicts', async ({
    assert,
    cleanup,
  }) => {
    const { journal, merchant, paid } = await startRig({ cleanup })
    await merchant.call('GET', QUERY)
    await paid()
    const entries = await journal()

    assert.deepEqual(
      entries.map(({ seq, direction, operation, status, verdict }) => ({
        seq,
        direction,
        operation,
        status,
        verdict,
      })),
      [
        { seq: 1, direction: 'in', operation: 'query', status: 404, verdict: 'ORDER_NOT_EXIST' },
        { seq: 2, direction: 'in', operation: 'prepay', status: 200, verdict: 'ok' },
        { seq: 3, direction: 'out', operation: 'TRANSACTION.SUCCESS', status: 204, verdict: 'ok' },
      ]
    )
    assert.equal(entries[1].request.out_trade_no, '1781490030517204-1')
  })

  test('is read by system and from a number on', async ({ assert, cleanup }) => {
    const { journal, merchant, sandbox } = await startRig({ cleanup })
    await merchant.call('GET', QUERY)
    await send('GET', `${sandbox.url}/wx/sns/jscode2session`, {})
    await merchant.call('GET', QUERY)
    const seqs = async (query: string) => {
      const entries = await journal(query)
      return entries.map(({ seq }) => seq)
    }

    assert.deepEqual(await seqs('?system=pay'), [1, 3])
    assert.deepEqual(await seqs('?system=wx'), [2])
    assert.deepEqual(await seqs('?since=2'), [3])
    assert.deepEqual(await seqs('?system=pay&since=3'), [])
  })
})

test.group('Sandbox | clock and reset', () => {
  test('the clock is set, frozen, moved and brought back', async ({ assert, cleanup }) => {
    const { control } = await startRig({ cleanup })
    const set = { freeze: true, set: '2026-06-15T10:20:30+08:00' }
    assert.equal(await valueOf(control('POST', '/clock', set), 'now'), '2026-06-15T10:20:30+08:00')
    const moved = await control('POST', '/clock', { advance: '1h30m' })
    assert.equal(moved.json.now, '2026-06-15T11:50:30+08:00')
    assert.isTrue(moved.json.frozen)
    const back = await control('POST', '/clock', { freeze: false, set: 'real' })
    assert.isAtMost(Math.abs(Date.parse(back.json.now) - Date.now()), 5000)
  })

  test('a clock that cannot be read is refused: {body}')
    .with([{ body: '{"advance":"soon"}' }, { body: '{"set":"2026-06-15"}' }, { body: '[]' }])
    .run(async ({ assert, cleanup }, { body }) => {
      const { control } = await startRig({ cleanup })
      assert.equal(await statusOf(control('POST', '/clock', JSON.parse(body))), 400)
    })

  test('signatures keep the time of the machine while the sandbox clock is elsewhere', async ({
    assert,
    cleanup,
  }) => {
    const { control, merchant, paid, shop } = await startRig({ cleanup })
    await control('POST', '/clock', { advance: '2d' })
    const answer = await merchant.call('GET', QUERY)
    await paid()

    assert.equal(answer.status, 404)
    for (const { headers } of [answer, shop.received[0]]) {
      const age = Date.now() / 1000 - Number(headers['wechatpay-timestamp'])
      assert.isBelow(Math.abs(age), 300)
    }
  })

  test('reset brings back the seed: the same calls give the same ids again', async ({
    assert,
    cleanup,
  }) => {
    const { control, journal, merchant, paid } = await startRig({ cleanup })
    await control('POST', '/clock', { freeze: true, set: '2026-06-15T10:20:30+08:00' })
    const first = await paid()
    await control('POST', '/faults', { system: 'pay', action: { status: 500 } })
    await control('POST', '/reset')
    const unknown = await merchant.call('GET', QUERY)
    await control('POST', '/clock', { freeze: true, set: '2026-06-15T10:20:30+08:00' })
    const second = await paid()

    assert.equal(unknown.status, 404)
    assert.deepEqual(second.json.transaction_id, first.json.transaction_id)
    assert.deepEqual(second.json.notification.id, first.json.notification.id)
    assert.lengthOf(await journal(), 3)
  })
})

test.group('Sandbox | state file', () => {
  test('keeps payments over a restart, readable by the owner only', async ({ assert, cleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'))
    cleanup(() => rmSync(folder, { recursive: true, force: true }))
    const stateFile = join(folder, 'state.json')
    const before = await startRig({ cleanup }, { stateFile })
    const { json } = await before.paid()
    await before.sandbox.close()
    const after = await startRig({ cleanup }, { stateFile })
    const query = await after.merchant.call('GET', QUERY)
    const next = await after.paid({ out_trade_no: '1781490030517204-2' })

    assert.equal(statSync(stateFile).mode & 0o777, 0o600)
    assert.equal(query.json.transaction_id, json.transaction_id)
    assert.notEqual(next.json.transaction_id, json.transaction_id)
  })

  test('a notification that waited is sent after the restart', async ({ assert, cleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'))
    cleanup(() => rmSync(folder, { recursive: true, force: true }))
    const stateFile = join(folder, 'state.json')
    const before = await startRig({ cleanup }, { stateFile })
    before.shop.answers.splice(0, 1, 500, 204)
    await before.paid()
    await before.sandbox.close()
    const after = await startRig({ cleanup }, { stateFile })
    await after.control('POST', '/clock', { advance: '15s' })

    assert.lengthOf(before.shop.received, 2)
    assert.equal(before.shop.received[1].id, before.shop.received[0].id)
  })

  test('an unreadable file stops the start and stays as it is', async ({ assert, cleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'))
    cleanup(() => rmSync(folder, { recursive: true, force: true }))
    const stateFile = join(folder, 'state.json')
    writeFileSync(stateFile, '{"trades":')
    await assert.rejects(() => startRig({ cleanup }, { stateFile }), /沙箱状态文件无法读取/)
    assert.equal(readFileSync(stateFile, 'utf8'), '{"trades":')
  })
})

test.group('Sandbox | addresses', () => {
  test('an unknown prefix or control address is 404, the root leads to the overview', async ({
    assert,
    cleanup,
  }) => {
    const { control, sandbox } = await startRig({ cleanup })
    assert.equal(await statusOf(send('GET', `${sandbox.url}/mars/v3`, {})), 404)
    assert.equal(await statusOf(control('GET', '/nothing')), 404)
    const root = await send('GET', sandbox.url, {})
    assert.equal(root.headers.location, '/__sandbox')
  })

  test('a body above 1 MiB is refused', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    const answer = await merchant.call('POST', '/v3/pay/transactions/jsapi', 'x'.repeat(1_048_577))
    assert.equal(answer.status, 413)
  })
})
