import { readFileSync } from 'node:fs';

import { BY_ALIAS, BY_CODE, CARRIER_NAMES, kauflandCarrier } from '../../nodes/Kaufland/carriers';
import { CARRIER_CODES } from '../../nodes/shared/model';
import { runListMethod } from '../support/n8n';
import { specification } from '../support/left-out';
import { KauflandRoom } from './support/room';

interface Published {
  carriers: string[];
  aliases: Record<string, string>;
}

const file = specification('kaufland/carriers.json');
const published = file ? (JSON.parse(readFileSync(file, 'utf8')) as Published) : undefined;

it('spells every carrier as the published list does', () => {
  if (!published) return;
  expect([...CARRIER_NAMES].sort()).toEqual([...published.carriers].sort());
});

it('spells every carrier as the account does', async () => {
  const room = await KauflandRoom.open();
  const spellings = new Set(await liveNames(room));
  for (const name of [...CARRIER_NAMES, ...Object.values(BY_CODE), ...Object.values(BY_ALIAS)]) expect(spellings).toContain(name);
  await room.close();
});

async function liveNames(room: KauflandRoom): Promise<string[]> {
  const options = (await runListMethod({ type: 'kaufland', kind: 'loadOptions', method: 'getCarriers', vault: await room.vault() })) as Array<{ value: string }>;
  return options.map(({ value }) => value);
}

it('knows only codes of the model', () => {
  for (const code of Object.keys(BY_CODE)) expect(CARRIER_CODES).toContain(code);
});

it('understands the names that carriers.json suggests', () => {
  for (const [name, spelling] of Object.entries(published?.aliases ?? {})) {
    expect([name, kauflandCarrier({ carrierName: name })]).toEqual([name, spelling]);
  }
});

it.each([
  [{ carrier: 'dhl' }, 'DHL'],
  [{ carrier: 'DHL' }, 'DHL'],
  [{ carrier: 'fedex', carrierName: 'FedEx International' }, 'Fedex'],
  [{ carrier: 'gls', carrierName: 'gls italy' }, 'GLS Italy'],
  [{ carrier: 'dpd', carrierName: 'DPD' }, 'DPD'],
  // The code was set on the way and the name left behind: the code decides.
  [{ carrier: 'ups', carrierName: 'DHL Paket' }, 'UPS'],
  [{ carrierName: 'Royal Mail Tracked 48' }, 'Royal Mail'],
  [{ carrier: 'other', carrierName: 'Nova Post' }, 'Nova Post'],
  [{ carrier: 'other', carrierName: 'Kühne + Nagel' }, 'Kuehne & Nagel'],
  [{ carrierName: 'BRT-Bartolini' }, 'BRT Bartolini'],
  [{ carrier: 'yodel' }, undefined],
  [{ carrierName: 'Onkel Herbert' }, undefined],
  [{}, undefined],
])('%j is %s', (carrier, expected) => {
  expect(kauflandCarrier(carrier)).toBe(expected);
});

it("takes a name from the account's own list that came after this version", () => {
  expect(kauflandCarrier({ carrierName: 'brandneu express' }, ['Brandneu Express'])).toBe('Brandneu Express');
});
