import ace from '@adonisjs/core/services/ace'
import type { BaseCommand } from '@adonisjs/core/ace'
import type { Group } from '@japa/runner/core'

/** What commands say is kept for `printed` instead of shown; every test begins with nothing said. */
export function readsCommands(group: Group) {
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    ace.ui.logger.flushLogs()
    return () => ace.ui.switchMode('normal')
  })
}

/** Runs a command as an operator types it. */
export async function runCommand<Command extends typeof BaseCommand>(
  command: Command,
  args: string[]
): Promise<InstanceType<Command>> {
  const created = await ace.create(command, args)
  await created.exec()
  return created
}

/** Everything that the commands of this test have said. */
export function printed(): string {
  return ace.ui.logger
    .getLogs()
    .map(({ message }) => message)
    .join('\n')
}
