/** One instruction of a Dockerfile, its continuation lines joined. */
export interface Instruction {
  name: string
  /** `--name=value` before the arguments */
  flags: Record<string, string>
  /** the arguments as they stand */
  text: string
  /** the arguments of the JSON form, such as `["node", "bin/server.js"]` */
  list?: string[]
}

/** A stage: from its FROM to the next one. */
export interface Stage {
  name: string
  base: string
  instructions: Instruction[]
}

/**
 * Reads the part of the Dockerfile language that ours is written in: no directives, no heredocs. Says which
 * stages there are, and which defaults the ARGs before the first FROM have.
 */
export function readDockerfile(source: string): { args: Map<string, string>; stages: Stage[] } {
  const args = new Map<string, string>()
  const stages: Stage[] = []
  for (const instruction of logicalLines(source).map(readInstruction)) {
    if (instruction.name === 'FROM') {
      const [base, as, name = String(stages.length)] = words(expand(instruction.text, args))
      if (as !== undefined && as.toUpperCase() !== 'AS')
        throw new Error(`not understood: FROM ${instruction.text}`)
      stages.push({ name, base, instructions: [] })
    } else if (stages.length > 0) {
      stages.at(-1)!.instructions.push(instruction)
    } else if (instruction.name === 'ARG') {
      const [[name, value]] = assignments(instruction.text)
      args.set(name, value)
    } else {
      throw new Error(`${instruction.name} before the first FROM`)
    }
  }
  return { args, stages }
}

function logicalLines(source: string): string[] {
  const kept = source.split('\n').filter((line) => line.trim() && !line.trim().startsWith('#'))
  return kept
    .join('\n')
    .split(/(?<!\\)\n/)
    .map((line) => line.replaceAll('\\\n', ' ').trim())
}

function readInstruction(line: string): Instruction {
  const [, name, rest] = /^([A-Za-z]+)\s+(.*)$/s.exec(line) ?? []
  if (!name) throw new Error(`not understood: ${line}`)
  if (rest.includes('<<')) throw new Error(`heredocs need BuildKit: ${line}`)
  const flags: Record<string, string> = {}
  let text = rest.trim()
  for (
    let flag;
    (flag = /^--([a-z-]+)(?:=(\S+))?\s+/.exec(text));
    text = text.slice(flag[0].length)
  )
    flags[flag[1]] = flag[2] ?? ''
  return { name: name.toUpperCase(), flags, text, list: jsonList(text) }
}

function jsonList(text: string): string[] | undefined {
  return text.startsWith('[') ? (JSON.parse(text) as string[]) : undefined
}

export const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** `A=1 B="two words"` as pairs; a name alone has no value. */
export function assignments(text: string): [string, string][] {
  return [...text.matchAll(/([\w.-]+)(?:=(?:"([^"]*)"|(\S*)))?/g)].map(
    ([, name, quoted, plain]) => [name, quoted ?? plain ?? '']
  )
}

/** Puts values for `$NAME` and `${NAME}`, nothing for unknown names, as the builder does. */
export function expand(text: string, values: Map<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_, braced, plain) => values.get(braced ?? plain) ?? ''
  )
}
