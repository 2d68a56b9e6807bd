import { isAbsolute, relative, resolve } from 'node:path'
import type { SettingsReader } from './reader.js'

export interface S3Settings {
  endpoint: string
  region: string
  bucket: string
  privateBucket: string
  accessKeyId: string
  secretAccessKey: string
  forcePathStyle: boolean
}

const S3 = [
  'S3_ENDPOINT',
  'S3_REGION',
  'S3_BUCKET',
  'S3_PRIVATE_BUCKET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
] as const

/**
 * Where pictures and files lie and under which address the public ones are read. The buckets are
 * configured as a whole group or not at all. Rule: docs/rules/media.md
 */
export function readMedia(read: SettingsReader) {
  const root = read.text('MEDIA_ROOT', 'storage/media')
  const privateRoot = read.text('PRIVATE_MEDIA_ROOT', 'storage/private')
  if (isInside(privateRoot, root) || isInside(root, privateRoot))
    read.malformed('PRIVATE_MEDIA_ROOT', '不能与 MEDIA_ROOT 相同或互相包含')
  const storage = read.choice('MEDIA_STORAGE', ['local', 's3'], 'local')
  const s3 = readS3(read, storage === 's3')
  return {
    url: mediaUrl(read, storage === 's3'),
    root,
    privateRoot,
    accelRedirect: read.boolean('MEDIA_ACCEL_REDIRECT', false),
    s3: storage === 's3' ? s3 : null,
  }
}

function readS3(read: SettingsReader, wanted: boolean): S3Settings {
  const given = S3.some((name) => read.has(name))
  if (wanted || given) for (const name of S3) if (!read.has(name)) read.missing(name)
  const bucket = read.text('S3_BUCKET', '')
  const privateBucket = read.text('S3_PRIVATE_BUCKET', '')
  if (bucket !== '' && bucket === privateBucket)
    read.malformed('S3_PRIVATE_BUCKET', '不能与 S3_BUCKET 相同')
  return {
    endpoint: read.url('S3_ENDPOINT', '', { https: true }),
    region: read.text('S3_REGION', ''),
    bucket,
    privateBucket,
    accessKeyId: read.text('S3_ACCESS_KEY_ID', ''),
    secretAccessKey: read.text('S3_SECRET_ACCESS_KEY', ''),
    forcePathStyle: read.boolean('S3_FORCE_PATH_STYLE', true),
  }
}

/** Nginx serves `/media/` from a folder; with buckets, production reads them where they are public. */
function mediaUrl(read: SettingsReader, buckets: boolean): string {
  const old = read.has('CDN_MEDIA_URL') && !read.has('MEDIA_URL')
  const name = old ? 'CDN_MEDIA_URL' : 'MEDIA_URL'
  const value = read.text(name, '/media/')
  if (!value.startsWith('/')) read.url(name, '', { https: true })
  else if (buckets && read.production)
    read.malformed(name, '使用 S3 存储时应为公开存储桶或 CDN 的完整网址')
  return value.endsWith('/') ? value : `${value}/`
}

function isInside(folder: string, other: string): boolean {
  const path = relative(resolve(other), resolve(folder))
  return !path.startsWith('..') && !isAbsolute(path)
}
