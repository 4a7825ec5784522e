/** What of a page still has to be written: by the ledger, or by asking the target about every record. */
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { channelNode, keepWhen, limit, nothing, set } from '../nodes';
import { PAGE as entry } from '../page';
import { withoutRow, type Where } from '../tables';
import { isBookSource, stepOf } from '../types';

export interface Gate extends Lane {
  first: string;
  last: string;
  /** Expression: records of this page that are due and left for a later run. */
  leftOver: string;
}

/** The cheap way of every run: what the ledger has is done. */
function ledgerGate(x: Expressions, done: Where[]): Gate {
  const name = 'Not Yet Done';
  return {
    nodes: [{ draft: { ...withoutRow(name, x.pageTable.ledger, done), alwaysOutputData: true }, at: [12, 1] }],
    links: [],
    first: name,
    last: name,
    leftOver: '0',
  };
}

const count = (node: string) => `($('${node}').isExecuted ? $('${node}').all().filter((item) => item.json.key).length : 0)`;

const atMost = { ...limit('At Most', wrap(`Math.max(0, ${entry}.settings.repairAtMost - ${entry}.written)`)), alwaysOutputData: true };

/** A sweep where the target cannot be asked: what another flow's ledger has is there or is asked about, the rest is missing. */
function missingGate(x: Expressions, done: Where[]): Gate {
  const gate = ledgerGate(x, done);
  return {
    ...gate,
    nodes: [...gate.nodes, { draft: atMost, at: [12, 2] }],
    links: [{ from: gate.last, to: atMost.name }],
    last: atMost.name,
    leftOver: `${count(gate.last)} - ${count(atMost.name)}`,
  };
}

/** Books that hand on only what is due need no second look. */
function openGate(): Gate {
  const name = 'All Are Due';
  return { nodes: [{ draft: nothing(name), at: [12, 1] }], links: [], first: name, last: name, leftOver: '0' };
}

/** Of what is due only some; the rest is looked at again when it changes, or by the next run of a flow that looks back. */
function narrowed(gate: Gate, { name, holds }: NonNullable<LeasedFlow['only']>): Gate {
  const draft = { ...keepWhen(name, wrap(`Boolean($json.key) && (${holds})`)), alwaysOutputData: true };
  return { ...gate, nodes: [...gate.nodes, { draft, at: [12.5, 2] }], links: [...gate.links, { from: gate.last, to: name }], last: name };
}

export function gateOf(definition: LeasedFlow, x: Expressions, done: Where[]): Gate {
  const gate = usualGate(definition, x, done);
  return definition.only ? narrowed(gate, definition.only) : gate;
}

function usualGate(definition: LeasedFlow, x: Expressions, done: Where[]): Gate {
  if (isBookSource(definition.source)) return openGate();
  if (definition.sweep) return definition.booksOf ? missingGate(x, done) : sweepGate(definition);
  return ledgerGate(x, done);
}

/** The thorough way of the sweep: a dry run at the target tells for each record whether it is there. */
function sweepGate({ target }: LeasedFlow): Gate {
  const record = "$('Split Page').item.json";
  const step = stepOf(target);
  const compare = channelNode({ ...step, name: 'Compare', parameters: { ...step.parameters, dryRun: true } });
  return {
    nodes: [
      // A record that cannot even be compared is refused when it is written, with the same words.
      { draft: { ...compare, onError: 'continueRegularOutput' }, at: [12, 2] },
      { draft: { ...keepWhen('Missing Only', "={{ String($json.outcome).startsWith('would') }}"), alwaysOutputData: true }, at: [13, 2] },
      { draft: atMost, at: [12, 3] },
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
