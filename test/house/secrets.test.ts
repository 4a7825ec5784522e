/** What a credential masks in the editor is what the vendor's rules keep out of every message. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import type { Channel } from '../../nodes/shared/node/operation';
import { installedTypes } from '../support/n8n';

const nodes = path.resolve(__dirname, '../../nodes');
const vendors = readdirSync(nodes)
  .filter((folder) => folder !== 'shared')
  .flatMap((folder) => jest.requireActual<{ channel: Channel }>(path.join(nodes, folder, 'actions')).channel.vendor ?? []);

it.each(vendors.map((vendor) => [vendor.name, vendor] as const))('%s keeps to itself what its credential masks', (_name, vendor) => {
  const fields = installedTypes().credentials.get(vendor.credential)?.properties ?? [];
  expect(fields.length).toBeGreaterThan(0);
  const masked = fields.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
  expect([...vendor.secrets].sort()).toEqual(masked.sort());
});
