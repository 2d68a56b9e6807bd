/** Root of the application: the repository from source, `build/` in production. */
export const APP_ROOT = new URL('../', import.meta.url)

/** Resolves the relative paths of adonisrc.ts against the application, hands packages through. */
export const IMPORTER = (filePath: string) =>
  filePath.startsWith('./') || filePath.startsWith('../')
    ? import(new URL(filePath, APP_ROOT).href)
    : import(filePath)
