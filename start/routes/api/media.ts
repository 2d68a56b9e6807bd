import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import type { NextFn } from '@adonisjs/core/types/http'
import { showPrivateFile, uploadMediaImage } from '#descriptions/media_images'
import { controllers } from '#generated/controllers'
import { assertUploadAllowed } from '#media/limits'
import { requireViewer } from '#middleware/viewer_context'
import { middleware } from '#start/kernel'

/** Counted before the body is read: a flood costs neither disk nor processor. */
async function uploadThrottle(ctx: HttpContext, next: NextFn) {
  await assertUploadAllowed(requireViewer(ctx))
  return next()
}

router
  .post('/api/catalog/media-images', [controllers.api.MediaImages, 'store'])
  .as('api.media_images.store')
  .use([
    middleware.apiRate(),
    middleware.shopper(),
    uploadThrottle,
    middleware.body(),
    middleware.cleanInput(),
    middleware.idempotent(),
  ])
  .describe(uploadMediaImage)

/** The signature is the permission. Pages of pictures must not use up anybody's limit. */
router
  .get('/api/files/*', [controllers.PrivateFiles, 'show'])
  .as('api.private_files.show')
  .describe(showPrivateFile)
