/** Ticked rows of the list below: their ids survive a fetched page, their number stands in the bar. */
export function selection() {
  return {
    ids: [],
    allTicked: false,

    get size() {
      return this.ids.length
    },

    get some() {
      return this.ids.length > 0
    },

    init() {
      this.$el.addEventListener('change', ({ target }) => {
        if (target.matches('[data-row]')) this.read()
      })
      document.addEventListener('htmx:after:swap', () => this.read())
      this.read()
    },

    read() {
      const boxes = this.boxes()
      this.ids = boxes.filter((box) => box.checked).map((box) => box.value)
      this.allTicked = boxes.length > 0 && this.ids.length === boxes.length
    },

    toggleAll(event) {
      for (const box of this.boxes()) box.checked = event.target.checked
      this.read()
    },

    clear() {
      for (const box of this.boxes()) box.checked = false
      this.read()
    },

    boxes() {
      return [...this.$root.querySelectorAll('input[data-row]')]
    },
  }
}
