import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { enqueue } from '#shared/queue'
import { figuresOf } from '#tests/helpers/figures'
import { freePort, startProcess } from '#tests/helpers/processes'
import { usesSandbox } from '#tests/helpers/sandbox'
import { databaseLine } from './support/database_line.js'
import { clearJobs } from './support/jobs.js'
import { until } from './support/waiting.js'

async function startWorker(environment: Record<string, string> = {}) {
  const port = await freePort()
  const worker = await startProcess('worker', { WORKER_PORT: String(port), ...environment })
  return { ...worker, port, url: `http://127.0.0.1:${port}` }
}

test.group('The listener of a worker', (group) => {
  usesSandbox(group)
  group.each.setup(() => clearJobs())

  test('tells its health and its jobs, and ends with it', async ({ assert, cleanup }) => {
    const worker = await startWorker()
    cleanup(() => worker.kill('SIGKILL'))
    const answer = await fetch(`${worker.url}/healthz`)
    assert.equal(answer.status, 200)
    const { success, data } = (await answer.json()) as Record<string, any> // checked below
    assert.isTrue(success)
    for (const part of ['database', 'queue', 'jobs', 'memory'])
      assert.equal(data.services[part].status, 'healthy', part)

    /** a refund that does not exist is nothing to do; a payload that is none fails */
    await enqueue('refunds.start', { refundId: -1 }, db.connection())
    await enqueue('payments.close', { paymentId: 'x' as unknown as number }, db.connection())
    const runs = (job: string, outcome: string) =>
      `shop_job_duration_seconds_count{job="${job}",outcome="${outcome}"}`
    await until(async () => {
      const { values } = await figuresOf(worker.port)
      return (
        values.get(runs('refunds.start', 'completed')) === 1 &&
        values.get(runs('payments.close', 'failed')) === 1
      )
    })
    const { values, names } = await figuresOf(worker.port)
    assert.isAbove(
      values.get('shop_job_last_success_timestamp_seconds{job="refunds.start"}') ?? 0,
      1_700_000_000
    )
    assert.isFalse(values.has('shop_job_last_success_timestamp_seconds{job="payments.close"}'))
    assert.includeMembers(
      [...names],
      ['process_cpu_seconds_total', 'shop_breaker_state', 'shop_database_pool_connections']
    )
    assert.isFalse(names.has('shop_orders'))
    const web = await startProcess('web')
    cleanup(() => web.kill('SIGKILL'))
    const shop = await figuresOf(web.port)
    assert.isAtLeast(shop.values.get('shop_workers') ?? 0, 1)

    const idle = connect(worker.port, '127.0.0.1')
    await once(idle, 'connect')
    worker.child.kill('SIGTERM')
    const [code] = await once(worker.child, 'exit')
    assert.equal(code, 0)
  })

  test('has no other address, and no figures for those for whom a proxy asks', async ({
    assert,
    cleanup,
  }) => {
    const worker = await startWorker()
    cleanup(() => worker.kill('SIGKILL'))
    const status = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(`${worker.url}${path}`, init)
      await answer.arrayBuffer()
      return answer.status
    }
    assert.equal(await status('/metrics', { headers: { 'x-forwarded-for': '10.0.0.1' } }), 404)
    assert.equal(await status('/metrics', { method: 'POST' }), 404)
    for (const path of ['/', '/api/catalog/brands/', '/healthz/x'])
      assert.equal(await status(path), 404)
  })

  test('needs its port: a worker that cannot have it ends', async ({ assert, cleanup }) => {
    const taken = createServer()
    cleanup(() => void taken.close())
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    await assert.rejects(
      () => startProcess('worker', { WORKER_PORT: String(port) }),
      'the worker process ended with 1 before it was ready'
    )
  })

  test('says 503 while the database is away, and names no cause', async ({ assert, cleanup }) => {
    const line = await databaseLine()
    cleanup(() => line.close())
    const worker = await startWorker(line.environment)
    cleanup(() => worker.kill('SIGKILL'))
    line.set('refused')
    const answer = await fetch(`${worker.url}/healthz`)
    assert.equal(answer.status, 503)
    const text = await answer.text()
    assert.deepEqual(JSON.parse(text).data.services.database, { status: 'unhealthy' })
    assert.notMatch(text, /ECONN|Error|127\.0/)
    line.set('up')
    await until(async () => {
      const { status } = await fetch(`${worker.url}/healthz`)
      return status === 200
    })
  })
})
