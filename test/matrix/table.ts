import { ifMissing, WHOLE, type Fate, type Run } from './orders';

const listed = (words: Iterable<string>): string => [...new Set(words)].sort().join(', ');

function cell(fates: readonly Fate[]): string {
  if (fates.length === 0) return '–';
  const written = fates.filter(({ row }) => row?.outcome === 'created').length;
  const skipped = fates.filter(({ row }) => row?.outcome === 'skipped').length;
  const rest = [`${fates.length - written - skipped} refused`, `${skipped} skipped`].filter((text) => !text.startsWith('0 '));
  return [`${written} of ${fates.length}`, ...rest].join(', ');
}

/** What was refused, in the target's words without the order. */
const reasons = (fates: readonly Fate[]): string =>
  listed(fates.flatMap(({ error, order }) => (error ? [error.message.replaceAll(String(order.order.number), '…').replace(/-?\d+\.\d+|row-\d+(, row-\d+)*/g, '…')] : [])));

const own = (run: Run, source: string) => run.fates.filter(({ order }) => order.source === source);

/** The result as Markdown: every source a line, every target a column. */
export function gridOf(runs: readonly Run[]): string {
  const sources = [...new Set(runs.flatMap(({ fates }) => fates.map(({ order }) => order.source)))];
  const names = runs.map(({ target }) => target.channel);
  return [
    `| from \\ to | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---').join('|')}|`,
    ...sources.map((source) => `| ${source} | ${runs.map((run) => cell(own(run, source))).join(' | ')} |`),
  ].join('\n');
}

/** The grid, and below it what each target has no place for. */
export function tableOf(runs: readonly Run[]): string {
  const notes = runs.map((run) => {
    const lost = listed(own(run, WHOLE).flatMap(({ row }) => (row?.notHeld ?? []) as string[]));
    const refused = reasons(run.fates);
    return `- **${run.target.channel}** has no place for: ${lost || 'nothing'}.${refused ? ` It refuses: ${refused}.` : ''}`;
  });
  const filled = runs.map(({ target, account }) => `${target.channel} ${Object.values(ifMissing(account)).join(', ')}`);
  return [gridOf(runs), '', `Filled in where a source does not tell it and the target has the option (${Object.keys(ifMissing(runs[0]!.account)).join(', ')}): ${filled.join('; ')}.`, '', ...notes].join('\n');
}
