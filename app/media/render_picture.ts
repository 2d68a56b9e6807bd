import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import logger from '@adonisjs/core/services/logger'
import type { RenderedPicture, Rendering } from '#media/draw_picture'
import type { DrawingOrder, DrawingResult } from '#media/drawing_process'
import { broken, refusedFile } from '#media/refusals'
import { Turns } from '#media/turns'

/** In step with what runs: the sources in development, the build in production. */
const ENDING = extname(fileURLToPath(import.meta.url))
const PROGRAM = fileURLToPath(new URL(`./drawing_process${ENDING}`, import.meta.url))
const LOADER = ENDING === '.ts' ? ['--import=@poppinss/ts-exec'] : []

/** A picture that takes longer is an attack or a fault; libvips itself gives up before. */
const LONGEST_MS = 45_000
const IDLE_MS = 30_000
/** With more than this the process has served: the next picture gets a new one. */
const MOST_MEMORY = 200 * 1024 * 1024

/** One picture at a time: a large one takes up to 250 MB while it is drawn. */
const turns = new Turns(1)
let drawer: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined

/**
 * Draws an uploaded picture anew (draw_picture.ts) in a process of its own, which has neither secrets
 * nor the database, gives its memory back when it ends, and may crash alone. It is started with the
 * first picture and ends half a minute after the last. Rule: docs/rules/media.md
 * @throws DomainError INVALID_FILE
 */
export function renderPicture(path: string, rendering: Rendering): Promise<RenderedPicture> {
  return turns.take(async () => {
    clearTimeout(idle)
    const worker = drawer?.connected ? drawer : (drawer = startDrawer())
    const result = await order(worker, { path, rendering })
    if (result.memory > MOST_MEMORY) dismiss(worker)
    else idle = setTimeout(() => dismiss(worker), IDLE_MS).unref()
    if ('refusal' in result) throw refusedFile(result.refusal.message, result.refusal.status)
    if ('failure' in result) throw new Error(`a picture could not be drawn: ${result.failure}`)
    return result.picture
  })
}

function startDrawer(): ChildProcess {
  const started = fork(PROGRAM, [], {
    execArgv: LOADER,
    serialization: 'advanced',
    env: { PATH: process.env.PATH, MALLOC_ARENA_MAX: '2' },
  })
  started.unref()
  started.channel?.unref()
  started.once('exit', () => {
    if (drawer === started) drawer = undefined
  })
  return started
}

function dismiss(worker: ChildProcess) {
  if (drawer === worker) drawer = undefined
  if (worker.connected) worker.disconnect()
}

/** @throws DomainError when the picture killed the process or held it for too long; Error when it ended */
function order(worker: ChildProcess, work: DrawingOrder): Promise<DrawingResult> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => worker.kill('SIGKILL'), LONGEST_MS)
    const settle = (finish: () => void) => {
      clearTimeout(late)
      worker.channel?.unref()
      worker.off('message', answered).off('exit', died).off('error', failed)
      finish()
    }
    const answered = (result: unknown) => settle(() => resolve(result as DrawingResult))
    const died = (code: number | null, signal: string | null) => {
      logger.warn({ code, signal }, 'a picture ended the process that drew it')
      settle(() => reject(signal ? broken() : new Error('pictures cannot be drawn')))
    }
    const failed = (error: Error) => settle(() => reject(error))
    worker.channel?.ref()
    worker.on('message', answered).on('exit', died).on('error', failed)
    worker.send(work)
  })
}
