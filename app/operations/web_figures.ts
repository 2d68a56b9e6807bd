import '#operations/answer_figures'
import '#operations/breaker_figures'
import '#operations/process_figures'
import '#operations/request_figures'
import { renderFigures } from '#operations/registry'
import { collectShopFigures } from '#operations/shop_figures'

/** Everything that a web process tells: of itself, and of the shop. */
export const webFigures = () => renderFigures(collectShopFigures)
