import router from '@adonisjs/core/services/router'

/** Ids are positive and fit a JavaScript number; anything else is an unknown address, not an error. */
router.where('id', { match: /^[1-9]\d{0,14}$/, cast: (value) => Number(value) })

import '#start/routes/api'
import '#start/routes/webhooks'
import '#start/routes/merchant'
import '#start/routes/media'
import '#start/routes/operations'
