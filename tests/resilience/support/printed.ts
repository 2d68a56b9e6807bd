import type { ShopProcess } from '#tests/helpers/processes'

/** Everything that processes print, to be read when they have ended. */
export function printedBy(...processes: ShopProcess[]): () => string[] {
  const texts = processes.map(({ child }) => {
    const chunks: string[] = []
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    return chunks
  })
  return () => texts.flatMap((chunks) => chunks.join('').split('\n')).filter((line) => line !== '')
}
