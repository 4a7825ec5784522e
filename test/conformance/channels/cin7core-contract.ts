import { readFileSync } from 'node:fs';

import { specification } from '../../support/left-out';
import type { ContractFixture } from '../fixture';

const BLUEPRINT = 'cin7core/dearinventory.apib';
const PREFIX = '/cin7core/ExternalApi/v2';

/** The vendor's API Blueprint as far as a request can be held against it: addresses with their parameters, and names of members. */
class Definition {
  private readonly sections: string[];
  private readonly models = new Map<string, string>();

  constructor(text: string) {
    this.sections = text.split(/^(?=## )/m);
    for (const section of this.sections) {
      const name = /<a name="(\w+)"/.exec(section.slice(0, section.indexOf('\n')))?.[1];
      if (name) this.models.set(name, section);
    }
  }

  /** Parameters of an address; undefined where it is not described. */
  query(method: string, path: string): string[] | undefined {
    const address = this.addressOf(method, path);
    return address === undefined ? undefined : [...address.matchAll(/[?&](\w+)=/g)].map(([, name]) => String(name).toLowerCase());
  }

  /** Names of members, of the section and of all models it leads to. */
  members(path: string): ReadonlySet<string> {
    const names = new Set<string>();
    const read = new Set<string>();
    const take = (section: string): void => {
      for (const [, name] of section.matchAll(/`(\w+)`/g)) names.add(String(name));
      for (const [, name] of section.matchAll(/"(\w+)" ?:/g)) names.add(String(name));
      for (const [, model] of section.matchAll(/href="#(\w+)"/g)) {
        if (read.has(String(model))) continue;
        read.add(String(model));
        take(this.models.get(String(model)) ?? '');
      }
    };
    for (const section of this.sections.filter((one) => this.pathOf(one) === path.toLowerCase())) take(section);
    return names;
  }

  private pathOf(section: string): string | undefined {
    return /^## .*\[(\/[\w/-]+)/.exec(section)?.[1]?.toLowerCase();
  }

  private addressOf(method: string, path: string): string | undefined {
    // Some addresses stand with the section, others with the method.
    const headings = this.sections
      .filter((one) => this.pathOf(one) === path.toLowerCase())
      .flatMap((one) => [...one.matchAll(/^### ?(\w+)[^[\n]*(?:\[(.*)\])?/gm)].map(([, verb, address]) => ({ verb, address: address?.includes('?') ? address : (/^## .*\[(.*)\]/.exec(one)?.[1] ?? '') })));
    return headings.find(({ verb }) => verb?.toUpperCase() === method)?.address;
  }
}

const file = specification(BLUEPRINT);
const definition = new Definition(file ? readFileSync(file, 'utf8') : '');

function membersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(membersIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...membersIn(inner)]);
}

export const contract: ContractFixture = {
  definitions: [BLUEPRINT],
  locate: (_method, path) => (path.startsWith(`${PREFIX}/`) ? { file: '', path: path.slice(PREFIX.length) } : undefined),
  complaints({ method, query, body }, path) {
    const known = definition.query(method, path);
    const name = `${method} ${path}`;
    if (!known) return [`${name} is not in the definition`];
    const strangers = [...new URLSearchParams(query).keys()].filter((key) => !known.includes(key.toLowerCase()));
    const members = definition.members(path);
    const sent = body.length > 0 ? membersIn(JSON.parse(body.toString('utf8'))) : [];
    return [
      ...strangers.map((key) => `${name}: unknown parameter ${key}`),
      ...[...new Set(sent)].filter((member) => !members.has(member)).map((member) => `${name}: unknown member ${member}`),
    ];
  },
  requests: [],
};
