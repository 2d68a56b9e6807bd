import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class MediaPrune extends BaseCommand {
  static commandName = 'media:prune'
  static description = '清理没有使用的图片和没有记录的文件（保留最近 24 小时的）'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '只列出将被删除的内容，不做任何改动' })
  declare dryRun: boolean

  async run() {
    const { pruneMedia } = await import('#media/actions/prune_media')
    let listed = 0
    const result = await pruneMedia({
      dryRun: this.dryRun,
      onFound: (what, key) => {
        listed += 1
        if (this.dryRun && listed <= PRINTED)
          this.logger.log(`${what === 'picture' ? '没有使用' : '没有记录'}  ${key}`)
      },
    })
    if (result === 'busy') {
      this.logger.warning('另一个清理正在进行，本次没有做任何改动')
      return
    }
    if (this.dryRun && listed > PRINTED) this.logger.log(`仅列出前 ${PRINTED} 个`)
    for (const failure of result.failures.slice(0, PRINTED)) this.logger.error(failure)
    this.logger.info(summary(result, this.dryRun))
    if (result.failures.length > 0) this.exitCode = 1
  }
}

const PRINTED = 200

function summary(
  { pictures, files, failures }: { pictures: number; files: number; failures: string[] },
  dryRun: boolean
): string {
  const counts = `${pictures} 张没有使用的图片、${files} 个没有记录的文件`
  return dryRun
    ? `试运行：共有 ${counts}可以删除，没有做任何改动`
    : `已删除 ${counts}，未完成 ${failures.length} 个`
}
