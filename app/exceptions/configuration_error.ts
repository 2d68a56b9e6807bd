/** The environment is unusable: one message for the operator that names every variable, no stack. */
export class ConfigurationError extends Error {
  constructor(problems: string[]) {
    super(
      `配置有误，服务没有启动。请修正以下 ${problems.length} 项后重试：\n` +
        problems.map((problem) => `  - ${problem}`).join('\n')
    )
    this.name = 'ConfigurationError'
  }
}
