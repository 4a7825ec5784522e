import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { check, differs, openBench } from './support/check';
import { pressTest } from './support/credential-test';
import { channels, credentialsOf } from './support/discover';
import { installedTypes } from '../support/n8n';
import type { Desk } from './support/desk';

openBench();

/** The same length and kind of characters, another value. */
const wrong = (value: string): string => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');

for (const { of, type } of channels().flatMap((one) => credentialsOf(one).map((credential) => ({ of: one, type: credential })))) {
  const { channel, folder, fixture } = of;
  if (!fixture) continue;
  const { room } = fixture;
  const name = type === channel.vendor.credential ? `${folder} credential` : `${folder} credential ${type}`;
  const masked = (installedTypes().credentials.get(type)?.properties ?? []).filter(
    ({ typeOptions, required, type: kind }) => typeOptions?.password && required && kind !== 'hidden',
  );

  async function press(desk: Desk, change: ICredentialDataDecryptedObject = {}) {
    const vault = await desk.vault(change);
    const said = await pressTest(type, vault);
    desk.listen(vault, [], said);
    return said;
  }

  check(name, 'the test passes with the right values', room, async (desk) => {
    await desk.begin();
    const secrets = masked.length === 0 ? ['no required field is masked'] : [];
    return [...secrets, ...differs('test', (await press(desk)).status, 'OK'), ...differs('calls', desk.seen.length > 0, true)];
  });

  /** What has to be chosen for a field to be in use, where the credential has several ways in. */
  const shownWith = ({ displayOptions }: INodeProperties): ICredentialDataDecryptedObject =>
    Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0] as string]));

  for (const field of masked) {
    check(name, `the test fails with a wrong ${field.name}`, room, async (desk) => {
      await desk.begin();
      const right = String((await desk.vault()).find(type).data[field.name]);
      const said = await press(desk, { ...shownWith(field), [field.name]: wrong(right) });
      return [...differs('test', said.status, 'Error'), ...(said.message.length > 5 ? [] : ['it does not say why'])];
    });
  }

  for (const kind of ['status-5xx', 'html-200', 'reset', 'status-429'] as const) {
    check(name, `the test does not pass with ${kind}`, room, async (desk) => {
      await desk.begin();
      await desk.fault({ kind, times: -1 });
      return differs('test', (await press(desk)).status, 'Error');
    });
  }

  check(name, 'masks what is secret', room, async (desk) => {
    await desk.begin();
    const { properties = [] } = installedTypes().credentials.get(type) ?? {};
    const bare = properties.filter(({ name: field, typeOptions }) => /secret|password|token|access/i.test(field) && !/url$/i.test(field) && !typeOptions?.password);
    return bare.map(({ name: field }) => `${field} is shown as it is typed`);
  });
}
