/** Filters take whole seconds and may mean "after" or "from" (unconfirmed): a second earlier covers both. */
export function filterTime(from: string): string {
  return `${new Date(Math.floor(Date.parse(from) / 1000) * 1000 - 1000).toISOString().slice(0, 19)}Z`;
}
