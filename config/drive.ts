import { defineConfig, services } from '@adonisjs/drive'
import { WholeFileDriver } from '#media/whole_file_driver'
import settings from '#start/env'

const { root, privateRoot, s3 } = settings.media

/** A folder, or a bucket where one is configured. The keys are the same on both. */
function disk(visibility: 'public' | 'private') {
  const location = visibility === 'public' ? root : privateRoot
  if (!s3) return () => new WholeFileDriver({ location, visibility })
  return services.s3({
    visibility,
    bucket: visibility === 'public' ? s3.bucket : s3.privateBucket,
    endpoint: s3.endpoint,
    region: s3.region,
    credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
    forcePathStyle: s3.forcePathStyle,
    /** who may read is a matter of the bucket, and many compatible stores know neither of these */
    supportsACL: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

const driveConfig = defineConfig({
  default: 'public',
  services: { public: disk('public'), private: disk('private') },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks extends InferDriveDisks<typeof driveConfig> {}
}
