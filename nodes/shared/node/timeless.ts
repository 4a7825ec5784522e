import type { INodeProperties } from 'n8n-workflow';

import { pageFields } from './fields';
import type { ItemContext } from './operation';

/** Lists that know no time of change are read as a whole in each window: no moment to begin at, nothing to overlap. */
const WITHOUT_TIME: Readonly<Record<string, unknown>> = { startFrom: '', overlapMinutes: 0 };

/** {@link pageFields} for a list without a time of change. */
export const timelessPageFields = (what: string): INodeProperties[] =>
  pageFields(what).filter(({ name }) => !Object.hasOwn(WITHOUT_TIME, name));

/** The item as the shared page reader expects it, with the fields {@link timelessPageFields} leaves out. */
export function timelessItem(item: ItemContext): ItemContext {
  return {
    ...item,
    param: <T>(name: string) => (Object.hasOwn(WITHOUT_TIME, name) ? (WITHOUT_TIME[name] as T) : item.param<T>(name)),
  };
}
