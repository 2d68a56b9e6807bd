/** A page that holds this one entry, as the first and only page of its list. */
export function pageExample<Item>(item: Item) {
  return {
    results: [item],
    total: 1,
    page: 1,
    total_pages: 1,
    has_next: false,
    has_previous: false,
    count: 1,
    next: null,
    previous: null,
  }
}
