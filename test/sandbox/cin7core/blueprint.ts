import { readFileSync } from 'node:fs';

import { specification } from '../../support/left-out';

type Json = Record<string, unknown>;
const FILE = 'cin7core/dearinventory.apib';

/** The vendor's API Blueprint, read for its samples: it has no schemas. */
export class Blueprint {
  private readonly lines: string[];

  constructor() {
    this.lines = readFileSync(specification(FILE) ?? '', 'utf8').split(/\r?\n/);
  }

  static get isThere(): boolean {
    return specification(FILE) !== undefined;
  }

  /** The body of the 200 answer of this operation. */
  answer(method: string, path: string): unknown {
    const section = this.after(0, (line) => line.startsWith('## ') && new RegExp(`\\[${path}[\\]?]`).test(line));
    const operation = this.after(section, (line) => new RegExp(`^### ?${method}\\b`, 'i').test(line));
    return this.sample(this.after(operation, (line) => /^\+ Response 200/.test(line)));
  }

  /** The example of what a webhook posts. */
  payload(type: string): unknown {
    return this.sample(this.after(0, (line) => new RegExp(`^\\+ ${type} +Response 200`).test(line)));
  }

  private after(start: number, is: (line: string) => boolean): number {
    const found = this.lines.findIndex((line, index) => index > start && is(line));
    if (found < 0) throw new Error('The blueprint has no such section');
    return found;
  }

  /** From the first bracket to its partner; some samples carry commas too many. */
  private sample(start: number): unknown {
    const text = this.lines.slice(start + 1).join('\n');
    const first = text.search(/[{[]/);
    let depth = 0;
    for (let at = first; at < text.length; at += 1) {
      if (text[at] === '"') at = text.indexOf('"', at + 1);
      else if ('{['.includes(text[at])) depth += 1;
      else if ('}]'.includes(text[at]) && (depth -= 1) === 0) {
        return JSON.parse(text.slice(first, at + 1).replace(/,(\s*,)+/g, ',').replace(/,(\s*[}\]])/g, '$1').replace(/([{,]\s*)(\w+) ?:/g, '$1"$2":'));
      }
    }
    throw new Error('The sample does not end');
  }
}

/**
 * How an answer differs from a sample in shape: members the sample does not have (but for `also`), members it lacks, and
 * other types. Lists are held against all rows of the sample, which need not be alike; an empty list or null of either side says nothing.
 */
export function differences(answer: unknown, sample: unknown, also: readonly string[] = [], path = '', seldom: readonly string[] = []): string[] {
  if (answer === null || sample === null || sample === undefined) return [];
  if (Array.isArray(sample)) {
    if (!Array.isArray(answer)) return [`${path} is no list`];
    if (sample.length === 0) return [];
    const rows = sample.filter((one) => typeof one === 'object') as Json[];
    const known = rows.length === 0 ? sample[0] : Object.assign({}, ...rows, ...rows.map(withoutNulls));
    const seldom = rows.length === 0 ? [] : Object.keys(known as Json).filter((name) => !rows.every((row) => name in row));
    return answer.flatMap((one, index) => differences(one, known, also, `${path}[${index}]`, seldom));
  }
  if (typeof sample !== typeof answer || Array.isArray(answer)) return [`${path} is ${typeof answer}, not ${typeof sample}`];
  if (typeof sample !== 'object') return [];
  const has = answer as Json;
  const wants = sample as Json;
  return [
    ...Object.keys(has).filter((name) => !(name in wants) && !also.includes(name)).map((name) => `${path}.${name} is not in the sample`),
    ...Object.keys(wants).filter((name) => !(name in has) && !seldom.includes(name)).map((name) => `${path}.${name} is missing`),
    ...Object.keys(wants).filter((name) => name in has).flatMap((name) => differences(has[name], wants[name], also, `${path}.${name}`)),
  ];
}

const withoutNulls = (row: Json): Json => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
