/** What channels call by names of their own gets the source's, before it is written: between reading and the ledger. */
import { chain, type Placed } from '../assemble';
import { wrap } from '../expressions';
import { set } from '../nodes';
import type { Source } from '../types';
import { ourSku, readSkuMap, type SkuMap } from './sku-map-lane';

export const OUR_SKUS = 'Our SKUs';

/** Columns it takes. */
const COLUMNS = 4;
const FIRST_COLUMN = 7;

/** The page with the SKUs of its orders' lines as the operator's table has them; what stands in no row stays as it is. */
export function renamed(source: Source): SkuMap {
  const map = readSkuMap([FIRST_COLUMN, 1]);
  const page = `$('${source.name}').first().json`;
  const line = `line.sku ? Object.assign({}, line, { sku: ${ourSku('$json', 'item.record.identity.channel', 'line.sku')} }) : line`;
  const order = `Object.assign({}, item.record, { lines: item.record.lines.map((line) => ${line}) })`;
  const items = `${page}.items.map((item) => item.record?.lines ? Object.assign({}, item, { record: ${order} }) : item)`;
  const draft = set(OUR_SKUS, [
    { name: 'items', type: 'array', value: wrap(items) },
    { name: 'position', type: 'string', value: wrap(`${page}.position`) },
    { name: 'more', type: 'boolean', value: wrap(`${page}.more`) },
  ]);
  return { nodes: [...map.nodes, { draft, at: [FIRST_COLUMN + 3, 1] }], links: [...map.links, ...chain(map.last, OUR_SKUS)], first: map.first, last: OUR_SKUS };
}

/** The page's other nodes, further right where they stand behind it. */
export const besides = ({ nodes: own }: SkuMap, nodes: Placed[]): Placed[] =>
  nodes.map((one) => (own.includes(one) || one.at[0] < FIRST_COLUMN ? one : { ...one, at: [one.at[0] + COLUMNS, one.at[1]] }));
