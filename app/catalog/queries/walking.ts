/** What the choice reckons with; a smaller shop is quick either way. */
const PRODUCTS = 100_000
/** Passing a product on a walk costs as much as collecting so many. */
const PASSING = 3

/**
 * Whether a page is better read by walking all products in its order, passing what does not belong to
 * the list, than by collecting and sorting `collected` of them. The walk ends with the page's last
 * product, `need` counted from the first; of `total` in the list, each takes PRODUCTS / total steps.
 */
export function isWalkCheaper(need: number, total: number, collected = total): boolean {
  return need * PRODUCTS * PASSING < total * collected
}

/** Up to this total it is not. */
export function mostCollected(need: number): number {
  return Math.floor(Math.sqrt(need * PRODUCTS * PASSING))
}
