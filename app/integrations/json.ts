export type JsonObject = Record<string, unknown>

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The object in these bytes, whatever content type they came with; undefined for anything else. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    return asObject(JSON.parse(utf8.decode(bytes)))
  } catch {
    // not UTF-8 or not JSON: the caller's answer to both is the same
    return undefined
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

/** A text with content, or undefined. External ids are texts, also when they look numeric. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An amount in whole fen, not negative, or undefined. */
export function asFen(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined
}
