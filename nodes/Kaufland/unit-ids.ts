/** Names under which other systems hand the ids back, without blanks, underscores and the source's own name in front. */
const NAMES = new Set(['orderunitids', 'orderunitid', 'idorderunits', 'idorderunit', 'idsorderunits', 'idsorderunit']);

const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^kaufland/, '');

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return typeof value === 'string' || typeof value === 'number' ? (String(value).match(/\d+/g) ?? []) : [];
}

/**
 * Ids of order units among the references of an order, a line or a shipment, each once. A list may have become one text
 * on its way through the other system (`KAUFLAND orderUnitIds: "3145,3146"` at Linnworks). `shippedOrderUnitIds` and
 * the like mean something else and are left alone.
 */
export function unitIdsOf(references: Readonly<Record<string, unknown>> | undefined): string[] {
  const found = Object.entries(references ?? {}).flatMap(([name, value]) => (NAMES.has(bare(name)) ? idsIn(value) : []));
  return [...new Set(found)];
}
