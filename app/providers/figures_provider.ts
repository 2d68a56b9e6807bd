import { closeFiguresConnection } from '#operations/figures_connection'

/** Closes the connection of the figures with the process. */
export default class FiguresProvider {
  async shutdown() {
    await closeFiguresConnection()
  }
}
