import { pruneTables } from '#shared/prune'

export async function pruneTablesJob(): Promise<void> {
  await pruneTables()
}
