/** The operator's table of what a SKU is called elsewhere: made with the books, never emptied, read in each page. */
import { chain, type Link, type Placed } from '../assemble';
import { wrap } from '../expressions';
import type { Lane } from '../leased-flow';
import { set } from '../nodes';
import { PAGE, pageSetting } from '../page';
import { allRows, ensureTable, oldestFirst, SKU_MAP, type Where } from '../tables';

const ENSURE = 'Ensure SKU Map';
const READ = 'Read SKU Map';
const MAP = 'SKU Map';

/** Where a page finds the table's id: `tables.skuMap`. */
export const SKU_MAP_TABLE = `, skuMap: $('${ENSURE}').first().json.id`;

export function skuMapLane(): Lane {
  return {
    nodes: [{ draft: ensureTable(ENSURE, SKU_MAP), at: [4, 4.2] }],
    links: [],
    splices: [{ from: 'Ensure Dead Letters', to: 'Ensure Runs', first: ENSURE, last: ENSURE }],
  };
}

const rows = `$('${READ}').all().map((item) => item.json)`;
const filled = `${rows}.filter((row) => row.our_sku && row.channel_sku && ['', ${pageSetting('connection')}].includes((row.account ?? '').trim()))`;
const place = (sku: string): string => `(row.channel ?? '').trim().toLowerCase() + '/' + ${sku}`;
const ours = 'row.our_sku.trim()';
const theirs = 'row.channel_sku.trim()';

export interface SkuMap {
  nodes: Placed[];
  links: Link[];
  first: string;
  last: string;
}

/** Reads the table in a page and turns it into the map {@link channelSkus} and {@link ourSku} look into: what the last node gives. */
export function readSkuMap([column, row]: [number, number]): SkuMap {
  const complete: Where[] = [{ column: 'channel_sku', is: 'neq', value: '' }];
  // Two rows that give one SKU of a channel to two of ours would have it jump between their levels: the older row counts.
  const owner = `Object.fromEntries(${filled}.reverse().map((row) => [${place(theirs)}, ${ours}]))`;
  const rightful = `${filled}.filter((row) => $json.ourSkus[${place(theirs)}] === ${ours})`;
  const named = `${rightful}.reduce((all, row) => Object.assign(all, { [${place(ours)}]: (all[${place(ours)}] ?? []).filter((sku) => sku !== ${theirs}).concat(${theirs}) }), {})`;
  return {
    nodes: [
      { draft: { ...oldestFirst(allRows(READ, wrap(`${PAGE}.tables.skuMap`), complete)), executeOnce: true }, at: [column, row] },
      { draft: { ...set('Owners of SKUs', [{ name: 'ourSkus', type: 'object', value: wrap(owner) }]), executeOnce: true }, at: [column + 1, row] },
      {
        draft: set(MAP, [
          { name: 'ourSkus', type: 'object', value: '={{ $json.ourSkus }}' },
          { name: 'channelSkus', type: 'object', value: wrap(named) },
        ]),
        at: [column + 2, row],
      },
    ],
    links: chain(READ, 'Owners of SKUs', MAP),
    first: READ,
    last: MAP,
  };
}

/**
 * Expression part: what a channel calls a SKU of ours, as a list; all given as expression parts. One without a row is
 * called the same everywhere, unless a row gives that name to another of ours.
 */
export const channelSkus = (map: string, channel: string, sku: string): string => {
  const at = `${channel} + '/' + ${sku}`;
  return `(${map}.channelSkus[${at}] ?? (${map}.ourSkus[${at}] ? [] : [${sku}]))`;
};

/** Expression part: what we call a SKU of a channel. */
export const ourSku = (map: string, channel: string, sku: string): string => `(${map}.ourSkus[${channel} + '/' + ${sku}] ?? ${sku})`;
