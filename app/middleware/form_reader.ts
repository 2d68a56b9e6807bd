import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import { temporaryName } from '#media/temporary_files'
import { DomainError } from '#shared/domain_error'

/** All files of one form together; nginx passes no more either. */
const MOST_BYTES = 20 * 1024 * 1024
const LIMITS = {
  files: 20,
  fields: 200,
  fieldSize: 64 * 1024,
  fileSize: MOST_BYTES,
  headerPairs: 20,
  headerSize: 8 * 1024,
}

type OneOrMore<Value> = Value | Value[]

/**
 * Reads a form with files: texts trimmed, blank ones null, files in temporary ones that the caller
 * removes. The framework's reader is not used: a part that bears the name of an object's internals, or
 * a line that breaks inside a part that nobody wants, ends the process there. Names are flat; repeated
 * ones and those that end with `[]` become lists.
 */
export class FormReader {
  readonly texts: Record<string, OneOrMore<string | null>> = {}
  readonly files: Record<string, OneOrMore<MultipartFile>> = {}
  #writing: Promise<void>[] = []
  #streams: BusboyFileStream[] = []
  #bytes = 0

  constructor(private readonly incoming: IncomingMessage) {}

  /** @throws DomainError VALIDATION_ERROR 400 for a form that is broken or cut, 413 beyond the limits */
  async read(): Promise<void> {
    const parser = this.#parser()
    try {
      await new Promise<void>((resolve, reject) => {
        parser.on('file', (name, stream, filename, _encoding, type) =>
          this.#takeFile({ name, filename, type }, stream, reject)
        )
        parser.on('field', (name, value, _cutName, isCut) => {
          if (isCut) reject(tooLarge())
          else if (isName(name)) add(this.texts, name, value.trim() || null)
        })
        parser.on('filesLimit', () => reject(tooLarge()))
        parser.on('fieldsLimit', () => reject(tooLarge()))
        parser.on('error', () => reject(broken()))
        parser.on('finish', resolve)
        this.incoming.on('error', () => reject(broken()))
        this.incoming.on('close', () => this.incoming.complete || reject(broken()))
        this.incoming.pipe(parser)
      })
      await Promise.all(this.#writing)
    } catch (error) {
      this.incoming.unpipe(parser)
      this.incoming.resume()
      /** Without an error, a stream that was about to end would leave its file open for ever. */
      for (const stream of this.#streams) stream.destroy(broken())
      await Promise.allSettled(this.#writing)
      throw error
    }
  }

  #parser() {
    try {
      return new Busboy({ headers: this.incoming.headers as BusboyHeaders, limits: LIMITS })
    } catch {
      throw broken()
    }
  }

  #takeFile(
    part: { name?: string; filename?: string; type: string },
    stream: BusboyFileStream,
    refuse: (error: Error) => void
  ): void {
    /** Browsers send a file without a name for a field that nobody filled. */
    if (!isName(part.name) || !part.filename) {
      stream.on('error', () => refuse(broken()))
      stream.resume()
      return
    }
    const { name, filename, type } = part
    const headers = { 'content-type': type }
    const file = new MultipartFile({ fieldName: name, clientName: filename, headers }, {})
    file.tmpPath = temporaryName()
    file.state = 'consumed'
    add(this.files, name, file)
    this.#streams.push(stream)
    stream.on('limit', () => refuse(tooLarge()))
    stream.on('data', ({ length }: Buffer) => {
      file.size += length
      this.#bytes += length
      if (this.#bytes > MOST_BYTES) refuse(tooLarge())
    })
    const written = pipeline(stream, createWriteStream(file.tmpPath))
    written.catch(refuse)
    this.#writing.push(written)
  }
}

function isName(name: string | undefined): name is string {
  return !!name && name !== '__proto__'
}

function add<Value>(content: Record<string, OneOrMore<Value>>, name: string, value: Value): void {
  const key = name.replace(/\[\]$/, '')
  const known = Object.hasOwn(content, key) ? content[key] : undefined
  if (Array.isArray(known)) known.push(value)
  else if (known !== undefined) content[key] = [known, value]
  else content[key] = name === key ? value : [value]
}

function broken(): DomainError {
  return new DomainError('VALIDATION_ERROR', '表单内容不完整，请重新提交')
}

function tooLarge(): DomainError {
  return new DomainError('VALIDATION_ERROR', '提交的内容太大', { status: 413 })
}
