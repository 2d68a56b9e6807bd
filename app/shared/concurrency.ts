/** Runs `work` over all items, at most `limit` at a time. The first failure rejects. */
export async function eachConcurrently<Item>(
  items: Item[],
  limit: number,
  work: (item: Item) => Promise<void>
): Promise<void> {
  const waiting = items.values()
  const lanes = Array.from({ length: Math.min(limit, items.length) }, async () => {
    for (const item of waiting) await work(item)
  })
  await Promise.all(lanes)
}
