/** Remembers a choice in this browser; where storage is forbidden the choice lasts for the page. */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value)
  } catch {
    document.documentElement.dataset[`${key}Forgotten`] = ''
  }
}
