import type { IDataObject } from 'n8n-workflow';

import type { Told } from '../conformance/support/attempt';

/** Stands for a source that gives all the model has a name for. */
export const WHOLE = 'The whole model';

/** What became of one record. */
export interface Entry {
  source: string;
  /** What people call the record. */
  name: string;
  row?: IDataObject;
  error?: Told;
  /** It arrived as a figure the target can show, which is not the one told. */
  fitted?: boolean;
}

/** Everything that was handed to one target. */
export interface Column {
  channel: string;
  entries: Entry[];
}

const listed = (words: Iterable<string>): string => [...new Set(words)].sort().join(', ');

function cell(entries: readonly Entry[]): string {
  if (entries.length === 0) return '–';
  const skipped = entries.filter(({ row }) => row?.outcome === 'skipped').length;
  const written = entries.filter(({ row }) => row).length - skipped;
  const fitted = entries.filter((entry) => entry.fitted).length;
  const rest = [`${fitted} fitted`, `${entries.length - written - skipped} refused`, `${skipped} skipped`].filter((text) => !text.startsWith('0 '));
  return [`${written} of ${entries.length}`, ...rest].join(', ');
}

/** What was refused, in the target's words without the record. */
const reasons = (entries: readonly Entry[]): string =>
  listed(entries.flatMap(({ error, name }) => (error ? [error.message.replaceAll(name, '…').replace(/row-\d+(, row-\d+)*|(?<!\w)-?\d+(\.\d+)?\b/g, '…')] : [])));

const own = ({ entries }: Column, from: string) => entries.filter(({ source }) => source === from);

/** The result as Markdown: every source a line, every target a column. */
export function gridOf(columns: readonly Column[]): string {
  const sources = [...new Set(columns.flatMap(({ entries }) => entries.map(({ source }) => source)))];
  const names = columns.map(({ channel }) => channel);
  return [
    `| from \\ to | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---').join('|')}|`,
    ...sources.map((source) => `| ${source} | ${columns.map((column) => cell(own(column, source))).join(' | ')} |`),
  ].join('\n');
}

/**
 * The grid, and below it what each target has no place for.
 *
 * @param legend what was set for all of them
 */
export function tableOf(title: string, columns: readonly Column[], legend: string): string {
  const notes = columns.map((column) => {
    const lost = listed(own(column, WHOLE).flatMap(({ row }) => (row?.notHeld ?? []) as string[]));
    const refused = reasons(column.entries);
    return `- **${column.channel}** has no place for: ${lost || 'nothing'}.${refused ? ` It refuses: ${refused}.` : ''}`;
  });
  return [`## ${title}`, '', gridOf(columns), '', ...(legend ? [legend, ''] : []), ...notes, ''].join('\n');
}
