/**
 * Calls `stop` when somebody asks this process to end: by Ctrl-C, by a signal, or by killing the npm
 * that started it. Calls `hurry` for a later request, by somebody who will not wait.
 */
export function whenAskedToStop(stop, hurry = () => {}) {
  let since
  const asked = () => {
    // A terminal and npm both pass Ctrl-C on: the second one within a moment is the same.
    if (since && Date.now() - since > 1_000) hurry()
    if (since) return
    since = Date.now()
    stop()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, asked)

  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && !since && asked(), 500).unref()
}
