/**
 * `npm run check`: everything that must hold before a change is accepted, in one list. Stops at nothing;
 * the summary at the end names what failed.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, nodeFor, toolPath } from './install.mjs'
import { bold, complain, green, red } from './report.mjs'

const root = join(import.meta.dirname, '..')

/** Quick ones first. What a step prints is shown when it fails; the tests speak for themselves. */
const STEPS = [
  { name: '格式 prettier', command: 'prettier --check --log-level=warn .' },
  { name: '代码规范 eslint', command: 'eslint .' },
  { name: '依赖方向 dependency-cruiser', command: 'depcruise app start bin config' },
  { name: '无用代码 knip', command: 'knip' },
  { name: '类型 tsc', command: 'tsc --noEmit' },
  { name: '生成代码是否最新', command: 'node scripts/drift.mjs' },
  { name: '测试', command: 'node scripts/test.mjs', live: true },
  { name: '生产构建', command: 'node ace build' },
]

/** Runs one step; resolves with whether it passed. */
function run({ command, live }, variables) {
  const [program, ...args] = command.split(' ')
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: variables,
      stdio: ['ignore', 'pipe', live ? 'inherit' : 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        output += text
        if (live) process.stdout.write(text)
      })
    child.once('error', (error) => resolve({ passed: false, output: error.message }))
    child.once('close', (code) => resolve({ passed: code === 0, output }))
  })
}

async function check() {
  await ensureInstalled(root)
  nodeFor(root)
  const variables = {
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
    ...process.env,
    PATH: toolPath(root),
  }
  const results = []
  for (const step of STEPS) {
    process.stdout.write(`\n${bold(`▸ ${step.name}`)}  ${step.command}\n`)
    const begin = performance.now()
    const { passed, output } = await run(step, variables)
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    if (!passed && !step.live) process.stdout.write(output)
    results.push({
      ...step,
      passed,
      tally: step.live ? /^\d+ passed, \d+ failed$/m.exec(output)?.[0] : undefined,
      line: `${passed ? green('✓') : red('✗')} ${step.name}  ${seconds} 秒`,
    })
    process.stdout.write(`${results.at(-1).line}\n`)
  }
  const failed = results.filter(({ passed }) => !passed)
  process.stdout.write(`\n${bold('结果')}\n${results.map(({ line }) => line).join('\n')}\n`)
  process.stdout.write(
    failed.length === 0 ? '全部通过\n' : `未通过：${failed.map(({ name }) => name).join('、')}\n`
  )
  /** Build servers look for the tests' own count in the last line. */
  const tally = results.find((result) => result.tally)?.tally
  if (tally) process.stdout.write(`${tally}\n`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

check().catch((error) => {
  complain(error)
  process.exitCode = 1
})
