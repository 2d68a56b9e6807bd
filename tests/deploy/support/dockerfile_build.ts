import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  assignments,
  expand,
  readDockerfile,
  words,
  type Instruction,
  type Stage,
} from './dockerfile.js'
import { ACCOUNTS, type Machine, type Outcome } from './dockerfile_machine.js'

/** What a container of the image would be started with. */
export interface Image {
  root: string
  base: string
  environment: Map<string, string>
  labels: Map<string, string>
  user: string
  folder: string
  entrypoint: string[]
  command: string[]
  health: string[]
}

const BASE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * Builds an image the way a builder does, instruction by instruction, each stage in an empty folder. The
 * base image is this machine with another Node; of the commands only those that install system packages are not
 * run: there the program must be on the machine. An instruction or flag that is not known here ends the build.
 */
export class Build {
  readonly #images = new Map<string, Image>()
  readonly #args: Map<string, string>
  readonly #stages: Stage[]

  constructor(
    source: string,
    private readonly places: { folder: string; context: string; machine: Machine },
    private readonly given: Map<string, string> = new Map()
  ) {
    const { args, stages } = readDockerfile(source)
    this.#args = args
    this.#stages = stages
  }

  /** Builds all stages; the last one is the image. */
  async run(): Promise<Image> {
    for (const stage of this.#stages) await this.#build(stage)
    return this.#image(this.#stages.at(-1)!.name)
  }

  /** Where a stage was built, and what from. */
  #image(name: string): Image {
    const image = this.#images.get(name)
    if (!image) throw new Error(`there is no stage ${name} before this one`)
    return image
  }

  async #build(stage: Stage) {
    const root = join(this.places.folder, stage.name)
    const image = this.#images.has(stage.base)
      ? this.#continue(stage.base, root)
      : this.#begin(stage.base, root)
    const values = new Map(image.environment)
    for (const instruction of stage.instructions) await this.#execute(instruction, image, values)
    this.#images.set(stage.name, image)
  }

  #begin(base: string, root: string): Image {
    mkdirSync(root)
    return {
      ...{ root, base, user: 'root', folder: '/', entrypoint: [], command: [], health: [] },
      environment: new Map([['PATH', BASE_PATH]]),
      labels: new Map(),
    }
  }

  /** The folder is handed over, not copied: nothing may read the earlier stage afterwards. */
  #continue(name: string, root: string): Image {
    const base = this.#image(name)
    this.#images.delete(name)
    renameSync(base.root, root)
    return { ...base, root, environment: new Map(base.environment), labels: new Map(base.labels) }
  }

  async #execute(instruction: Instruction, image: Image, values: Map<string, string>) {
    const { name, flags, text, list } = instruction
    const known = KNOWN_FLAGS[name]
    if (!known) throw new Error(`the instruction ${name} is not known here`)
    for (const flag of Object.keys(flags))
      if (!known.includes(flag)) throw new Error(`${name} --${flag} is not known here`)

    if (name === 'RUN') await this.#run(text, image, values)
    else if (name === 'COPY') this.#copy(words(expand(text, values)), flags.from, image)
    else if (name === 'ENV')
      for (const [key, value] of assignments(text)) {
        image.environment.set(key, expand(value, values))
        values.set(key, expand(value, values))
      }
    else if (name === 'ARG')
      for (const [key, value] of assignments(text))
        values.set(key, this.given.get(key) ?? (value || (this.#args.get(key) ?? '')))
    else if (name === 'LABEL')
      for (const [key, value] of assignments(text)) image.labels.set(key, expand(value, values))
    else if (name === 'WORKDIR') {
      image.folder = resolve(image.folder, expand(text, values))
      mkdirSync(join(image.root, image.folder), { recursive: true })
    } else if (name === 'USER') {
      if (!Object.hasOwn(ACCOUNTS, text)) throw new Error(`the base image has no account ${text}`)
      image.user = text
    } else if (name === 'ENTRYPOINT') image.entrypoint = list ?? ['/bin/sh', '-c', text]
    else if (name === 'CMD') image.command = list ?? ['/bin/sh', '-c', text]
    else if (name === 'HEALTHCHECK') image.health = ['/bin/sh', '-c', text.replace(/^CMD\s+/, '')]
  }

  async #run(text: string, image: Image, values: Map<string, string>) {
    const command = text.split(' && ').map(withoutInstalling).join(' && ')
    const { code, output } = await this.in(
      image,
      ['/bin/sh', '-c', command],
      Object.fromEntries(values)
    )
    if (code !== 0) throw new Error(`RUN ${text}\nended with ${code}:\n${output}`)
  }

  /** Runs a command in an image as a container would: its user, folder and variables. */
  in(image: Image, command: string[], variables: Record<string, string> = {}): Promise<Outcome> {
    return this.places.machine.run(image.root, command, surroundings(image, variables))
  }

  #copy(names: string[], from: string | undefined, image: Image) {
    const origin = from ? this.#image(from).root : this.places.context
    const target = names.pop()!
    const place = join(image.root, resolve(image.folder, target))
    for (const name of names) {
      const source = join(origin, resolve('/', name))
      if (!existsSync(source)) throw new Error(`COPY ${name}: not in ${from ?? 'the context'}`)
      const whole = lstatSync(source).isDirectory()
      const into = whole || !/(^|\/)\.?$/.test(target) ? place : join(place, basename(source))
      mkdirSync(whole ? into : dirname(into), { recursive: true })
      execFileSync('cp', ['-RPT', '--preserve=mode,timestamps', source, into])
    }
  }
}

/** Flags of the instructions that are understood; those that need BuildKit are not. */
const KNOWN_FLAGS: Record<string, string[]> = {
  ...{ RUN: [], COPY: ['from'], ENV: [], ARG: [], LABEL: [], WORKDIR: [], USER: [], EXPOSE: [] },
  ...{ ENTRYPOINT: [], CMD: [] },
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'retries'],
}

export function surroundings(image: Image, variables: Record<string, string>) {
  const environment = { ...Object.fromEntries(image.environment), ...variables }
  return { environment, user: image.user, folder: image.folder }
}

/** Instead of installing a system package: is its program here? */
function withoutInstalling(command: string): string {
  const [program, verb, ...names] = words(command)
  if (!['apk', 'apt-get'].includes(program)) return command
  if (!['add', 'install'].includes(verb)) return 'true'
  return names
    .filter((name) => !name.startsWith('-'))
    .map((name) => PROOFS[name] ?? `command -v ${name} >/dev/null`)
    .join(' && ')
}

const PROOFS: Record<string, string> = {
  'ca-certificates': 'test -e /etc/ssl/certs/ca-certificates.crt',
}
