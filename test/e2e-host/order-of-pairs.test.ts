import { readersFirst } from '../e2e/host/run-flows';
import type { Flow } from '../e2e/host/flows';

const flow = (pair: string, name: string, what?: 'orders' | 'shipments', from = '', to = '') =>
  ({ pair, flow: name, moves: what && { what, from, to }, template: { nodes: [] } }) as unknown as Pick<Flow, 'pair' | 'flow' | 'moves' | 'template'>;

const names = (flows: Array<Pick<Flow, 'pair' | 'flow'>>) => flows.map(({ pair, flow: name }) => `${pair}/${name}`);

it('runs a pair that takes orders out of a system before one that brings some there', () => {
  const flows = [
    flow('a-b', 'check-my-setup'),
    flow('a-b', 'order-import', 'orders', 'a', 'b'),
    flow('b-c', 'order-import', 'orders', 'b', 'c'),
    flow('b-c', 'despatch-confirmation', 'shipments', 'c', 'b'),
    flow('c-d', 'order-import', 'orders', 'c', 'd'),
  ];
  expect(names(readersFirst(flows))).toEqual(['c-d/order-import', 'b-c/order-import', 'b-c/despatch-confirmation', 'a-b/check-my-setup', 'a-b/order-import']);
});

it('runs those that send orders to each other in the order they came, and each once', () => {
  const flows = [flow('a-b', 'order-import', 'orders', 'a', 'b'), flow('b-a', 'order-import', 'orders', 'b', 'a')];
  expect(names(readersFirst(flows))).toEqual(['a-b/order-import', 'b-a/order-import']);
});

it('runs what gathers from several systems after the pairs of these systems', () => {
  const reads = { parameters: { pageByPage: true } };
  const gathering = { ...flow('a-to-b', 'gather', 'orders', 'a', 'b'), template: { nodes: [reads, reads] } } as unknown as Pick<Flow, 'pair' | 'flow' | 'moves' | 'template'>;
  expect(names(readersFirst([gathering, flow('c-b', 'order-import', 'orders', 'c', 'b')]))).toEqual(['c-b/order-import', 'a-to-b/gather']);
});
