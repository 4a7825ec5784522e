/** What of a page still has to be written: by the ledger, or by asking the target about every record. */
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { channelNode, keepWhen, limit, set } from '../nodes';
import { withoutRow, type Where } from '../tables';

export interface Gate extends Lane {
  first: string;
  last: string;
  /** Expression: records of this page that are due and left for a later run. */
  leftOver: string;
}

const entry = "$('Page of Work').first().json";

/** The cheap way of every run: what the ledger has is done. */
export function ledgerGate(x: Expressions, done: Where[]): Gate {
  const name = 'Not Yet Done';
  return {
    nodes: [{ draft: { ...withoutRow(name, x.pageTable.ledger, done), alwaysOutputData: true }, at: [12, 1] }],
    links: [],
    first: name,
    last: name,
    leftOver: '0',
  };
}

/** The thorough way of the sweep: a dry run at the target tells for each record whether it is there. */
export function sweepGate({ target }: LeasedFlow): Gate {
  const record = "$('Split Page').item.json";
  const count = (node: string) => `($('${node}').isExecuted ? $('${node}').all().filter((item) => item.json.key).length : 0)`;
  const compare = channelNode({ ...target, name: 'Compare', parameters: { ...target.parameters, dryRun: true } });
  return {
    nodes: [
      // A record that cannot even be compared is refused when it is written, with the same words.
      { draft: { ...compare, onError: 'continueRegularOutput' }, at: [12, 2] },
      { draft: { ...keepWhen('Missing Only', "={{ String($json.outcome).startsWith('would') }}"), alwaysOutputData: true }, at: [13, 2] },
      { draft: { ...limit('At Most', wrap(`Math.max(0, ${entry}.settings.repairAtMost - ${entry}.written)`)), alwaysOutputData: true }, at: [12, 3] },
      {
        draft: set('Missing Records', [
          ...['key', 'number', 'state'].map((name) => ({ name, type: 'string' as const, value: '={{ $json.' + name + ' }}' })),
          { name: 'record', type: 'object', value: wrap(`$json.key ? ${record}.record : {}`) },
        ]),
        at: [13, 3],
      },
    ],
    links: [
      { from: 'Compare', to: 'Missing Only' },
      { from: 'Missing Only', to: 'At Most' },
      { from: 'At Most', to: 'Missing Records' },
    ],
    first: 'Compare',
    last: 'Missing Records',
    leftOver: `${count('Missing Only')} - ${count('At Most')}`,
  };
}
