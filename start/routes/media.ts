import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

/** Behind nginx these requests never arrive here; development has no nginx. */
router.get('/media/*', [controllers.Media, 'show'])
