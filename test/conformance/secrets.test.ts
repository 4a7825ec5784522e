import { Vault } from '../support/n8n';
import { thrown } from './support/attempt';
import { check, openBench } from './support/check';
import { secretsIn } from './support/desk';
import { subjects } from './support/subjects';
import { CANARY } from './fixture';

openBench();

/** Leaks are looked for after every run of the suite; here vendors provoke them. */
for (const subject of subjects()) {
  check(subject.name, 'keeps secrets to itself', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    await task.attempt();
    const [secret = 'no secret'] = secretsIn(task.vault);
    const said = `The value ${secret} of ${CANARY.email} is not allowed`;
    const fixture = subject.of.fixture?.writes[subject.name.slice(subject.of.folder.length + 1)];
    const complaints: string[] = [];
    await desk.begin();
    const other = await subject.prepare(desk);
    for (const item of other.scene.input ?? []) {
      if (fixture?.recordOf) await desk.fault({ kind: 'refuse', record: fixture.recordOf(item), message: said });
    }
    const { errors } = await other.attempt();
    if (fixture?.recordOf && errors.length === 0) complaints.push('nothing was refused');
    await desk.clearFaults();
    await desk.fault({ kind: 'html-200', times: -1 });
    await other.attempt();
    if (desk.log.length === 0) complaints.push('no log line was recorded: nothing was listened to');
    return complaints;
  });

  check(subject.name, 'tells of wrong keys without naming them', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    const masked = task.vault.stored.map((one) => {
      const data = Object.fromEntries(Object.entries(one.data).map(([name, value]) => [name, turned(value)]));
      return { ...one, data };
    });
    Object.assign(task.vault, new Vault(masked));
    const { errors, rows } = await task.attempt().catch((error: unknown) => ({ errors: [thrown(error)], rows: [] }));
    if (rows.length > 0) return ['it works with wrong keys'];
    const told = errors.map(({ message, nextStep }) => `${message} ${nextStep}`);
    return told.filter((text) => !/credential|key|secret|token/i.test(text)).map((text) => `does not send people to the credential: ${text}`);
  });
}

/** The same length and kind of characters, another value. */
function turned(value: unknown): never {
  if (typeof value !== 'string' || value.length <= 30 || value.startsWith('http')) return value as never;
  return (value.slice(0, -1) + (value.endsWith('0') ? '1' : '0')) as never;
}
