import { balance, callsBetween, isGood, pairsOf, summaryLine, together } from '../e2e/host/reckon';
import type { FlowResult } from '../e2e/host/reckon';
import { keepsRuns, outcome, rowOf } from '../e2e/host/run-flows';
import type { Row } from '../e2e/host/tables';

const good: FlowResult = {
  pair: 'kaufland-linnworks',
  flow: 'order-import',
  status: 'success',
  read: 3,
  written: 2,
  skipped: 1,
  failed: 0,
  calls: { kaufland: 2, linnworks: 1 },
};
const clean = { lost: 0, duplicates: 0, strays: 0, findings: [] };

describe('balance', () => {
  it('counts what did not arrive and what arrived again', () => {
    const found = balance([['kaufland', 'linnworks']], {
      kaufland: { outgoing: ['a', 'b', 'c'], incoming: [] },
      linnworks: { outgoing: [], incoming: ['a', 'b', 'b', 'b'] },
    });
    expect(found).toMatchObject({ lost: 1, duplicates: 2, strays: 0 });
    expect(found.findings).toEqual(['lost between kaufland and linnworks: c', 'more than once in linnworks: b, b']);
  });

  it('reports an arrival no source ever had', () => {
    const found = balance([['kaufland', 'linnworks']], {
      kaufland: { outgoing: ['a'], incoming: [] },
      linnworks: { outgoing: [], incoming: ['a', 'x'] },
    });
    expect(found).toMatchObject({ lost: 0, duplicates: 0, strays: 1 });
  });

  it('counts a target with two sources once', () => {
    const found = balance(
      [
        ['shoprenter', 'innvoice'],
        ['unas', 'innvoice'],
      ],
      {
        shoprenter: { outgoing: ['s'], incoming: [] },
        unas: { outgoing: ['u'], incoming: [] },
        innvoice: { outgoing: [], incoming: ['s', 'u', 'u'] },
      },
    );
    expect(found).toMatchObject({ lost: 0, duplicates: 1, strays: 0 });
  });
});

describe('pairsOf', () => {
  it('takes each pair between which a flow carries the thing asked for once, whichever way it goes', () => {
    const flows = [
      { moves: { what: 'orders', from: 'kaufland', to: 'linnworks' } },
      { moves: { what: 'orders', from: 'kaufland', to: 'linnworks' } },
      { moves: { what: 'shipments', from: 'linnworks', to: 'kaufland' } },
      { moves: undefined },
    ] as const;
    expect(pairsOf('orders', [...flows])).toEqual([['kaufland', 'linnworks']]);
    expect(pairsOf('shipments', [...flows])).toEqual([['linnworks', 'kaufland']]);
    expect(pairsOf('stock', [...flows])).toEqual([]);
  });
});

describe('together', () => {
  it('adds up and keeps every finding', () => {
    const one = { lost: 1, duplicates: 2, strays: 3, findings: ['a'] };
    expect(together([one, { ...one, findings: ['b'] }])).toEqual({ lost: 2, duplicates: 4, strays: 6, findings: ['a', 'b'] });
    expect(together([])).toEqual({ lost: 0, duplicates: 0, strays: 0, findings: [] });
  });
});

describe('summary', () => {
  it('is one line of exactly the agreed keys', () => {
    const line = summaryLine({ flows: [{ ...good, error: 'for people' }], lost: 0, duplicates: 0 });
    expect(line).toBe(
      '{"flows":[{"pair":"kaufland-linnworks","flow":"order-import","status":"success","read":3,"written":2,"skipped":1,"failed":0,"calls":{"kaufland":2,"linnworks":1}}],"lost":0,"duplicates":0}',
    );
  });

  it('is good only when every flow succeeded and nothing was lost, doubled or made up', () => {
    expect(isGood([good], clean)).toBe(true);
    expect(isGood([], clean)).toBe(false);
    expect(isGood([good, { ...good, status: 'error' }], clean)).toBe(false);
    expect(isGood([good], { ...clean, lost: 1 })).toBe(false);
    expect(isGood([good], { ...clean, duplicates: 1 })).toBe(false);
    expect(isGood([good], { ...clean, strays: 1 })).toBe(false);
  });

  it('counts calls per channel since the start of the flow', () => {
    expect(callsBetween({ kaufland: 4 }, { kaufland: 9, linnworks: 2 })).toEqual({ kaufland: 5, linnworks: 2 });
  });
});

describe('outcome of a run', () => {
  const row = (id: number, more: object): Row => ({ id, createdAt: '', updatedAt: '', ...more });

  it('takes the numbers from the row of its own execution', () => {
    const rows = [row(1, { execution_id: '7', read: 1 }), row(2, { execution_id: '9', read: 2 })];
    expect(rowOf(rows, '7')?.id).toBe(1);
    expect(rowOf(rows, '8')).toBeUndefined();
  });

  it('does not believe a row when n8n saw the run fail', () => {
    const written = row(1, { status: 'success', read: 5, written: 5 });
    expect(outcome('success', written, true)).toMatchObject({ status: 'success', read: 5, written: 5 });
    expect(outcome('error', written, true)).toMatchObject({ status: 'error', read: 5 });
    expect(outcome('success', row(1, { status: 'partly' }), true)).toMatchObject({ status: 'partly', read: 0 });
  });

  it('knows a flow that keeps a book of its runs by the row it inserts, not by the table it creates', () => {
    const table = (parameters: Record<string, unknown>): Parameters<typeof keepsRuns>[0] => ({
      name: 'flow',
      connections: {},
      nodes: [{ id: '1', name: 'Runs', type: 'n8n-nodes-base.dataTable', typeVersion: 1.1, position: [0, 0], parameters }],
    });
    expect(keepsRuns(table({ operation: 'create', tableName: 'channelsync_runs', columns: { column: [{ name: 'execution_id' }] } }))).toBe(false);
    expect(keepsRuns(table({ operation: 'insert', columns: { value: { execution_id: '={{ $execution.id }}' } } }))).toBe(true);
  });

  it('tells a flow that did nothing from one that keeps no book of its runs', () => {
    expect(outcome('success', undefined, true).status).toBe('not-run');
    expect(outcome('success', undefined, false)).toEqual({ status: 'success', read: 0, written: 0, skipped: 0, failed: 0 });
  });
});
