import { chain, type Link, type Placed } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { append, calledBySelf, set, splitOut, stop, when, type Assignment, type InputType } from '../nodes';
import { deleteRows, findRows, insertRow, updateRows, upsertRow, withoutRow, type Where } from '../tables';
import { PAGE as entry, PAGE_OF_WORK } from '../page';
import { isLaneTarget, isRouted, stepOf } from '../types';
import { readOf } from './source-lanes';
import { borrowLane } from './borrow-lane';
import { fileSource } from './file-source';
import { fileTarget } from './file-target';
import { gateOf } from './gates';
import { againBy, letterOf, makesLetter, REFUSED } from './started';
import { LEASE_LOST, TOTALS } from './lease-lane';
import { besides, renamed } from './our-skus';
import { leftOver, routedTo } from './routed-target';
import { isTrouble, notSold, pageEnd, roomFor, sharesOf, writeOf } from './target-lanes';

/** Outcomes of items for which nothing had to be written. */
const IDLE = "['unchanged', 'skipped']";

const countOf = (node: string, filter = ''): string => `($('${node}').isExecuted ? $('${node}').all()${filter}.length : 0)`;

/** Off, nothing is due: switching it on must not write to the buyers of last month. */
function mailColumns({ buyerMail }: LeasedFlow): Record<string, string> {
  if (!buyerMail) return {};
  const isDue = `${entry}.settings.emailBuyer && (${buyerMail.when})`;
  return { mail: wrap(`${isDue} ? 'due' : ''`), note: wrap(`${isDue} ? ${buyerMail.note} : ''`) };
}

/** No record is to blame: the run ends here, the position stays, and the next run tries the same page again. */
const stopHere: Placed = {
  draft: stop('Stop Here', "={{ $json.error ? $json.error.message + ' - ' + $json.error.nextStep : 'The target gave back items without an outcome. Update the package n8n-nodes-channel-sync.' }}"),
  at: [16, 3.5],
};

/** Where what has no outcome goes, and what blames no record: of several systems the others still get their share. */
const otherwise = (several: boolean): { answer: Link; problem: Link } => ({
  answer: { from: 'Done?', output: 1, ...(several ? { to: 'Join', input: 3 } : { to: 'Stop Here' }) },
  problem: { from: 'Refused?', output: 1, ...(several ? { to: 'Join', input: 4 } : { to: 'Stop Here' }) },
});

/**
 * One page in a sub-execution of its own: read, drop what the ledger knows, write, enter into the books.
 *
 * Places matter: n8n works the upper branch first, so what was written is remembered before anything stops the run, and
 * known dead letters are counted before new ones are added.
 */
export function pageLane(definition: LeasedFlow, x: Expressions): Lane {
  const { source, target } = definition;
  const several = isLaneTarget(target) ? target : undefined;
  const thisFlow: Where = { column: 'flow', value: x.pageBookKey };
  const thisRecord: Where[] = [thisFlow, { column: 'source_key', value: '={{ $json.key }}' }];
  const held: Where[] = [
    { column: 'flow', value: x.pageKey },
    { column: 'lease_owner', value: wrap(`${entry}.owner`) },
    { column: 'lease_until', is: 'gt', value: x.now },
  ];
  const leaseEnd = wrap(`Date.now() + ${entry}.settings.leaseMinutes * 60000`);
  const settingsInState = (definition.stateSettings ?? []).map((name) => `${entry}.settings.${name}`);
  const state = wrap(['$json.state', ...settingsInState].join(" + ' | ' + "));
  // Where nothing may be handed over twice, a row of any state is reason enough.
  const done: Where[] = definition.once ? thisRecord : [...thisRecord, { column: 'state', value: state }];
  const inputs: Record<string, InputType> = {
    position: 'string',
    owner: 'string',
    settings: 'object',
    tables: 'object',
    ...(definition.wokenBy ? { again: 'boolean' as const } : {}),
    ...Object.fromEntries(TOTALS.map((name) => [name, 'number' as const])),
    ...(several ? { left: 'object' as const } : {}),
  };
  const files = fileSource(definition);
  const away = fileTarget(definition);
  const names = definition.skuMap && !several ? renamed(source) : undefined;
  const shares = several ? sharesOf(several, source) : names;
  const reading = shares?.last ?? source.name;
  const page = files?.read ?? `$('${reading}').first().json`;
  const due = `${page}.items.length`;
  const readCount = several ? `${page}.read` : due;
  const gate = gateOf(definition, x, done);
  const read = readOf(files?.source ?? source);
  const routed = isRouted(target) ? routedTo(target) : undefined;
  const write = routed ?? writeOf(target);
  const left = routed && leftOver(page);
  const borrow = definition.booksOf ? borrowLane(x) : undefined;
  const end = borrow?.last ?? 'Page Result';
  const remembered = definition.againIfSkipped ? wrap(`$json.outcome === 'skipped' ? 'skipped' : ${state.slice('={{'.length, -'}}'.length)}`) : state;
  const tried = countOf(gate.last, '.filter((item) => item.json.key)');
  const afterWrite = [definition.afterWrite ?? []].flat();
  const withState = definition.stateOf ? `.map((item) => ({ ...item, state: ${definition.stateOf} }))` : '';
  const again = "$('Refused?').all().find((item) => item.json.key === $json.source_key).json.error";
  const failed = `${countOf('Write Dead Letter')} + ${countOf('Count Attempt')} + ${gate.leftOver}`;

  const unanswered = otherwise(several !== undefined);
  const ending: Assignment[] = several
    ? pageEnd(several)
    : [
        { name: 'position', type: 'string', value: wrap(files?.position ?? left?.position ?? `${page}.position`) },
        { name: 'more', type: 'boolean', value: wrap(files?.more ?? `${page}.more`) },
        ...(left ? [{ name: 'left', type: 'string' as const, value: wrap(left.words) }] : []),
      ];
  const nodes: Placed[] = [
    { draft: calledBySelf(PAGE_OF_WORK, inputs), at: [3, 1] },
    {
      // The page's own execution id lets the error run of a failed page find the lease it has to free.
      draft: {
        ...updateRows('Start Page', x.pageTable.checkpoints, held, { page_execution: x.me, lease_until: leaseEnd }),
        alwaysOutputData: true,
      },
      at: [4, 1],
    },
    { draft: when('Lease Valid?', { left: '={{ $json.id }}', is: 'exists' }), at: [5, 1] },
    { draft: stop('Lease Lost', LEASE_LOST), at: [6, 2.2] },
    ...read.nodes,
    ...(shares?.nodes ?? []),
    ...(borrow?.nodes ?? []),
    { draft: when('Anything?', { left: '={{ $json.items.length > 0 }}', is: 'true' }), at: [7, 1] },
    {
      // Reading may have taken long: the lease is proved again right before anything is written.
      draft: { ...updateRows('Renew Lease', x.pageTable.checkpoints, held, { lease_until: leaseEnd }), alwaysOutputData: true },
      at: [8, 1],
    },
    { draft: { ...when('Still Valid?', { left: '={{ $json.id }}', is: 'exists' }), executeOnce: true }, at: [9, 1] },
    { draft: set('Page Items', [{ name: 'items', type: 'array', value: wrap(`$('${reading}').first().json.items${withState}`) }]), at: [10, 1] },
    { draft: splitOut('Split Page', 'items'), at: [11, 1] },
    ...gate.nodes,
    { draft: when('Anything New?', { left: '={{ $json.key }}', is: 'notEmpty' }), at: [13, 1] },
    ...write.nodes,
    { draft: when('Done?', { left: '={{ $json.outcome }}', is: 'exists' }), at: [15, 0.4] },
    {
      draft: upsertRow('Remember', x.pageTable.ledger, thisRecord, {
        flow: x.pageBookKey,
        source_key: '={{ $json.key }}',
        target_id: '={{ $json.targetId }}',
        state: remembered,
        outcome: '={{ $json.outcome }}',
        number: '={{ $json.number }}',
        ...mailColumns(definition),
        ...(routed ? routed.remember : several ? {} : stepOf(target).remember),
      }),
      at: [16, 0.6],
    },
    { draft: deleteRows('Forget Dead Letter', x.pageTable.deadLetters, thisRecord), at: [16, -0.2] },
    ...afterWrite.map((draft, index) => ({ draft, at: [16 + index, -1] as [number, number] })),
    { draft: when('Refused?', { left: several ? isTrouble(several) : makesLetter(definition.once), is: 'true' }), at: [15, 1.8] },
    { draft: findRows('Known Dead Letters', x.pageTable.deadLetters, thisRecord), at: [16, 1.6] },
    {
      draft: updateRows('Count Attempt', x.pageTable.deadLetters, [thisFlow, { column: 'source_key', value: '={{ $json.source_key }}' }], {
        attempts: '={{ $json.attempts + 1 }}',
        last_seen: x.nowIso,
        reason: wrap(`${again}.message`),
        ...letterOf(target, definition.once, again, '$json.number', againBy(definition.lookBack)),
        // It may have been told as something else.
        ...(definition.once ? { told: wrap(`${again}.kind === '${REFUSED}' ? $json.told : ''`) } : {}),
      }),
      at: [17, 1.6],
    },
    { draft: withoutRow('New Dead Letters', x.pageTable.deadLetters, thisRecord), at: [16, 2.6] },
    {
      draft: insertRow('Write Dead Letter', x.pageTable.deadLetters, {
        flow: x.pageBookKey,
        source_key: '={{ $json.key }}',
        number: '={{ $json.number }}',
        reason: '={{ $json.error.message }}',
        ...letterOf(target, definition.once, '$json.error', '$json.number', againBy(definition.lookBack)),
        first_seen: x.nowIso,
        last_seen: x.nowIso,
        attempts: 1,
        told: '',
      }),
      at: [17, 2.6],
    },
    ...(several ? [] : [stopHere]),
    { draft: append('Join', several ? 5 : routed ? 4 : 3), at: [18, 0.8] },
    {
      draft: {
        ...set('Page Result', [
          ...ending,
          { name: 'read', type: 'number', value: wrap(`${entry}.read + ${readCount}`) },
          {
            name: 'written',
            type: 'number',
            value: wrap(`${entry}.written + ${countOf('Remember', `.filter((item) => !${IDLE}.includes(item.json.outcome))`)}`),
          },
          {
            name: 'skipped',
            type: 'number',
            value: wrap(`${entry}.skipped + ${due} - ${tried} - (${gate.leftOver})${several ? ` + ${notSold(several)}` : left ? ` + ${left.count}` : ''} + ${countOf('Remember', `.filter((item) => ${IDLE}.includes(item.json.outcome))`)}`),
          },
          { name: 'failed', type: 'number', value: wrap(`${entry}.failed + ${failed}`) },
        ]),
        executeOnce: true,
      },
      at: [19, 0.8],
    },
    ...(files?.nodes ?? []),
    ...(away?.nodes ?? []),
  ];

  return {
    nodes: names ? besides(names, nodes) : routed ? routed.roomIn(nodes) : roomFor(target, nodes, [...write.nodes, ...(shares?.nodes ?? [])]),
    links: [
      ...chain(PAGE_OF_WORK, 'Start Page', 'Lease Valid?', read.first),
      ...read.links,
      ...(shares ? [{ from: read.last, to: shares.first }, ...shares.links] : []),
      ...chain(shares?.last ?? read.last, 'Anything?', ...(borrow ? [borrow.first, borrow.taken] : []), 'Renew Lease', 'Still Valid?', 'Page Items', 'Split Page', gate.first),
      ...gate.links,
      ...chain(gate.last, 'Anything New?'),
      ...write.firsts.map((to) => ({ from: 'Anything New?', to })),
      ...write.links,
      { from: 'Lease Valid?', to: 'Lease Lost', output: 1 },
      { from: 'Still Valid?', to: 'Lease Lost', output: 1 },
      { from: 'Anything?', to: 'Page Result', output: 1 },
      { from: 'Anything New?', to: end, output: 1 },
      { ...write.answers, to: 'Done?' },
      ...chain('Done?', 'Remember', 'Join', end),
      ...(borrow?.links ?? []),
      ...(afterWrite.length > 0 ? chain('Done?', ...afterWrite.map(({ name }) => name)) : []),
      { from: 'Done?', to: 'Forget Dead Letter' },
      ...(routed ? [] : [unanswered.answer]),
      { ...write.problems, to: 'Refused?' },
      ...chain('Refused?', 'Known Dead Letters', 'Count Attempt'),
      { from: 'Count Attempt', to: 'Join', input: 1 },
      ...chain('Refused?', 'New Dead Letters', 'Write Dead Letter'),
      { from: 'Write Dead Letter', to: 'Join', input: 2 },
      ...(routed ? routed.others : [unanswered.problem]),
      ...(files?.links ?? []),
      ...(away?.links ?? []),
    ],
    splices: [...(files?.splices ?? []), ...(away?.splices ?? [])],
  };
}
