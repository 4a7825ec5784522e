/**
 * n8n stores execution data in the "flatted" format: a JSON array whose entries replace every string and nested value
 * by the index (as text) of the entry that holds it.
 */
export function unflatten(text: string): unknown {
  const entries = JSON.parse(text) as unknown[];
  const done = new Map<number, unknown>();

  const resolve = (index: number): unknown => {
    if (done.has(index)) return done.get(index);
    const entry = entries[index];
    if (entry === null || typeof entry !== 'object') return entry;
    const target: Record<string, unknown> | unknown[] = Array.isArray(entry) ? [] : {};
    // Known before its members are, because members may point back at it.
    done.set(index, target);
    for (const [key, value] of Object.entries(entry)) {
      (target as Record<string, unknown>)[key] = typeof value === 'string' ? resolve(Number(value)) : value;
    }
    return target;
  };

  return resolve(0);
}
