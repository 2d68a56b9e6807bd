/** Time left until an instant, counted down every second. */
export function countdown(instant) {
  return {
    left: '',
    running: false,
    over: false,

    init() {
      const end = Date.parse(instant)
      const step = () => {
        if (!this.$el.isConnected) return
        const seconds = Math.floor((end - Date.now()) / 1000)
        this.running = seconds > 0
        this.over = seconds <= 0
        if (!this.running) return
        const two = (value) => String(value).padStart(2, '0')
        const hours = Math.floor(seconds / 3600)
        const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
        this.left = hours > 0 ? `${hours}:${rest}` : rest
        setTimeout(step, 1000)
      }
      step()
    },
  }
}
