/** Request bodies for a table of cases, each with a text for its title. */
export function bodies(list: object[]): { text: string; body: object }[] {
  return list.map((body) => ({ text: JSON.stringify(body).slice(0, 60), body }))
}
