export type Handler<Input, Output> = (
  input: Input,
  parameters: Record<string, string>
) => Output | Promise<Output>

interface Route<Input, Output> {
  method: string
  segments: string[]
  operation: string
  handler: Handler<Input, Output>
}

export interface Found<Input, Output> {
  operation: string
  handler: Handler<Input, Output>
  parameters: Record<string, string>
}

/** Finds a handler by method and path; segments that start with `:` are parameters. First come, first served. */
export class Router<Input, Output> {
  #routes: Route<Input, Output>[] = []

  on(method: string, path: string, operation: string, handler: Handler<Input, Output>): this {
    this.#routes.push({ method, segments: path.split('/'), operation, handler })
    return this
  }

  find(method: string, path: string): Found<Input, Output> | null {
    const given = path.split('/')
    for (const { segments, operation, handler, ...route } of this.#routes) {
      if (route.method !== method) continue
      const parameters = matchSegments(segments, given)
      if (parameters !== null) return { operation, handler, parameters }
    }
    return null
  }
}

function matchSegments(segments: string[], given: string[]): Record<string, string> | null {
  if (segments.length !== given.length) return null
  const parameters: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    if (segment.startsWith(':')) {
      const value = decode(given[index])
      if (value === null || value === '') return null
      parameters[segment.slice(1)] = value
    } else if (segment !== given[index]) {
      return null
    }
  }
  return parameters
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
