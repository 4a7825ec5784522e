import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { email, postJson, when } from '../nodes';
import { getRows, updateRows, type Where } from '../tables';

const MOST_ROWS = 10000;
const NAMED = 10;

/**
 * Before the lease is released, one message about all dead letters nobody has been told of, also those a killed run left
 * behind. They count as told when a message went out, or when there is nobody to tell.
 */
export function tellLane({ title, subject, once }: LeasedFlow, x: Expressions): Lane {
  const what = once ? 'refused or in question' : 'refused';
  const untold: Where[] = [
    { column: 'flow', value: x.key },
    { column: 'told', value: '' },
  ];
  const letters = "$('Untold').all()";
  const text = `'${title}: ' + ${letters}.length + ' ${subject} ${what}: ' + ${letters}.slice(0, ${NAMED}).map((item) => item.json.number + ' (' + item.json.reason + ')').join('; ') + '. Reasons and next steps: data table channelsync_dead_letters.'`;
  const address = x.setting('alertUrl');
  const mail = "$('E-mail About Refused').first().json";
  const told = [
    `($('Alert About Refused').isExecuted && !$('Alert About Refused').first().json.error)`,
    `Boolean(${mail}.messageId)`,
    `(!${address} && !${mail}.error)`,
  ].join(' || ');
  return {
    nodes: [
      { draft: { ...getRows('Untold', x.table.deadLetters, untold, MOST_ROWS), executeOnce: true }, at: [10, 9.7] },
      { draft: { ...when('Anything Untold?', { left: '={{ $json.id }}', is: 'exists' }), executeOnce: true }, at: [11, 9.7] },
      { draft: email('E-mail About Refused', `${title}: something was ${what}`, wrap(text)), at: [12, 9.7] },
      { draft: { ...when('Alert Address?', { left: wrap(address), is: 'notEmpty' }), executeOnce: true }, at: [13, 9.7] },
      { draft: postJson('Alert About Refused', wrap(address), wrap(`JSON.stringify({ text: ${text} })`)), at: [14, 9.4] },
      { draft: { ...when('Told?', { left: wrap(told), is: 'true' }), executeOnce: true }, at: [15, 9.7] },
      { draft: { ...updateRows('Mark Told', x.table.deadLetters, untold, { told: x.nowIso }), alwaysOutputData: true, executeOnce: true }, at: [16, 9.7] },
    ],
    links: [
      ...chain('Untold', 'Anything Untold?', 'E-mail About Refused', 'Alert Address?', 'Alert About Refused', 'Told?', 'Mark Told', 'Release Lease'),
      { from: 'Alert Address?', to: 'Told?', output: 1 },
      { from: 'Told?', to: 'Release Lease', output: 1 },
    ],
    splices: [{ from: 'Finish Run', to: 'Release Lease', first: 'Untold', last: 'Anything Untold?', output: 1 }],
  };
}
