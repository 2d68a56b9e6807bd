import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'

/** Two buckets of a real S3 server on this machine, and the environment that makes the shop use them. */
export async function startBuckets() {
  const directory = await mkdtemp(join(tmpdir(), 'buckets-'))
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    /** it computes other signatures than Amazon for lists */
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: 'mall-media' }, { name: 'mall-private' }],
  })
  const { port } = await server.run()
  return {
    environment: {
      MEDIA_STORAGE: 's3',
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_REGION: 'us-east-1',
      S3_BUCKET: 'mall-media',
      S3_PRIVATE_BUCKET: 'mall-private',
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    /** Keys of a bucket, sorted. */
    async keys(bucket: string): Promise<string[]> {
      const root = join(directory, bucket)
      const entries = await readdir(root, { recursive: true })
      return entries
        .filter((name) => name.endsWith(OBJECT))
        .map((name) => name.slice(0, -OBJECT.length))
        .sort()
    },
    /** Makes an object look as if it had been there for two days. */
    async age(bucket: string, key: string): Promise<void> {
      const then = new Date(Date.now() - 48 * 3_600_000)
      await utimes(join(directory, bucket, key + OBJECT), then, then)
    },
    async stop(): Promise<void> {
      await server.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** How the server names the file of an object's content. */
const OBJECT = '._S3rver_object'
