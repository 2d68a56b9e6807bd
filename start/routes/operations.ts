import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router.get('/healthz', [controllers.Health, 'show'])
router.get('/metrics', [controllers.Metrics, 'show'])
router.get('/', ({ response }) => response.redirect('/merchant/admin'))
