/** The JSON API of the mini-program, one file per domain. */
import '#start/routes/api/customers'
import '#start/routes/api/catalog'
import '#start/routes/api/orders'
import '#start/routes/api/media'
import '#start/routes/api/messaging'
import '#start/routes/api/documentation'
