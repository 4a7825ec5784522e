import { ControlError } from '../room';
import { COLUMN_GROUPS } from './report-types';

/** How this account's reports come; changed by the control `reports`. */
export interface ReportSettings {
  /** getReport calls until it is done; ten seconds do it too. */
  polls: number;
  /** Absent: what the data say. */
  outcome?: 'DONE' | 'CANCELLED' | 'FATAL';
  /** The whole content of the document instead of a table (amazon.md §7.2). */
  errorText?: string;
  gzip: boolean;
  columnGroups: string[];
  lineEnd: '\r\n' | '\n';
  finalNewline: boolean;
  /** Columns in another order, as in scheduled reports. */
  reordered: boolean;
  /** A tab too many at every line's end, or the empty cells at the end left out. */
  rowEnds: 'exact' | 'extra-tab' | 'short';
  format: 'txt' | 'xml';
  /** VAT Calculation Service: the tax columns hold the VAT share. */
  vatService: boolean;
  /** Above 0: order reports have this many made-up rows, streamed. */
  bigRows: number;
}

export function freshSettings(): ReportSettings {
  return {
    polls: 2,
    gzip: true,
    columnGroups: ['billing', 'prime', 'ship-date', 'address-type', 'cancellation'],
    lineEnd: '\r\n',
    finalNewline: true,
    reordered: false,
    rowEnds: 'exact',
    format: 'txt',
    vatService: false,
    bigRows: 0,
  };
}

const CHOICES: Record<string, readonly unknown[]> = {
  outcome: ['DONE', 'CANCELLED', 'FATAL', null],
  gzip: [true, false],
  lineEnd: ['\r\n', '\n'],
  finalNewline: [true, false],
  reordered: [true, false],
  rowEnds: ['exact', 'extra-tab', 'short'],
  format: ['txt', 'xml'],
  vatService: [true, false],
};

export function changeSettings(settings: ReportSettings, body: Record<string, unknown>): ReportSettings {
  for (const [name, value] of Object.entries(body)) {
    const choices = CHOICES[name];
    if (choices && !choices.includes(value)) throw new ControlError(400, `'${name}' is one of ${JSON.stringify(choices)}`);
    if (name === 'columnGroups') knownGroups(value);
    else if (['polls', 'bigRows'].includes(name)) whole(name, value);
    else if (!choices && name !== 'errorText') throw new ControlError(400, `No setting '${name}'. Known: ${[...Object.keys(CHOICES), 'polls', 'columnGroups', 'errorText'].join(', ')}`);
    Object.assign(settings, { [name]: value ?? undefined });
  }
  return settings;
}

function knownGroups(value: unknown): void {
  const known = Object.keys(COLUMN_GROUPS);
  if (!Array.isArray(value) || value.some((one) => !known.includes(String(one)))) throw new ControlError(400, `'columnGroups' is a list of ${known.join(', ')}`);
}

function whole(name: string, value: unknown): void {
  if (!Number.isInteger(value) || Number(value) < 0) throw new ControlError(400, `'${name}' is a whole number`);
}
